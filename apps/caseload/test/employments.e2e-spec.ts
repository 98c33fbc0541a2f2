import { randomUUID } from 'node:crypto';
import { AgreementPublished } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { EmploymentView, WteView } from '../src/employments/employment.dto';
import type { CallerOf, Problem } from './builders/callers';
import { made, World } from './builders/world';

const CHARITY = { employerId: randomUUID(), employerName: 'Allotment Trust' };
const NETWORK = { hostId: randomUUID(), hostName: 'Leeds North PCN' };

describe('how workers are employed', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('counts each of the six local titles as link worker WTE, beside what is said to be something else (CL-26)', async () => {
    const own = { ...CHARITY, ...NETWORK, validFrom: '2026-01-01', wte: 0.6 };
    const titles = ['health advisor', 'health trainer', 'care navigator', 'community connector'];
    for (const title of [...titles, 'social prescribing co-ordinator', 'Community Care Coordinator']) {
      expect((await employ(await world.register(title), { ...own, title })).body).toMatchObject({ role: 'link-worker', title });
    }
    const other = await world.register('Ann Lee');
    const unknown = await employ<Problem>(other, { ...own, title: 'receptionist' });
    expect([unknown.status, unknown.body.errors?.[0]]).toMatchObject([422, { pointer: '/role', code: 'title-unknown' }]);
    await employ(other, { ...own, title: 'receptionist', role: 'other' });
    const { body } = await world.supervisor.get<WteView>(`workers/wte?schemeId=${world.schemeId}&on=2026-02-01`);
    expect(body.items).toMatchObject([
      { role: 'link-worker', workers: 6, wte: 3.6 },
      { role: 'other', workers: 1, wte: 0.6 },
    ]);
    const before = await world.supervisor.get<WteView>(`workers/wte?schemeId=${world.schemeId}&on=2025-12-31`);
    expect(before.body.items).toEqual([]);
  });

  it('counts nobody of the organisation that ran the scheme before: its workers stay its own (part of CL-26)', async () => {
    const schemeId = await world.anotherScheme();
    const worker = await world.register('Pam Dale', { schemeIds: [schemeId] });
    await employ(worker, { ...CHARITY, ...NETWORK, title: 'link worker', wte: 0.8, validFrom: '2026-01-01' });
    const counted = `workers/wte?schemeId=${schemeId}&on=2026-02-01`;
    expect((await world.supervisor.get<WteView>(counted)).body.items).toMatchObject([{ role: 'link-worker', workers: 1, wte: 0.8 }]);
    const organisation = randomUUID();
    await world.neighbours.publish(world.scheme({ schemeId, organisationId: organisation, name: 'Leeds North' }));
    const after = await world.callerOf({ kind: 'person', organisation, roles: ['supervisor'] });
    await eventually(async () => expect((await after.get(counted)).status).toBe(200));
    expect((await after.get<WteView>(counted)).body.items).toEqual([]);
  });

  it('refuses an employment that overlaps another at the same host, with rule and field; nothing is changed', async () => {
    const worker = await world.register('Tom Reed');
    const year = { ...CHARITY, ...NETWORK, title: 'link worker', wte: 0.5, validFrom: '2026-01-01', validUntil: '2026-12-31' };
    expect((await employ(worker, year)).status).toBe(201);
    const again = await employ<Problem>(worker, { ...year, validFrom: '2026-12-31', validUntil: '2027-06-30' });
    expect([again.status, again.body.code]).toEqual([409, 'EMPLOYMENT.OVERLAPS']);
    expect(again.body.errors).toMatchObject([{ pointer: '/validFrom', code: 'employment-overlaps' }]);
    expect(await employed(worker)).toHaveLength(1);
    // The day after, or at another host, is another matter.
    expect((await employ(worker, { ...year, validFrom: '2027-01-01', validUntil: '2027-06-30' })).status).toBe(201);
    expect((await employ(worker, { ...year, hostId: randomUUID() })).status).toBe(201);
    expect(await employed(worker)).toHaveLength(3);
  });

  it('takes only one of two that are recorded at once', async () => {
    const worker = await world.register('Una Bell');
    const told = { ...CHARITY, ...NETWORK, title: 'link worker', wte: 1, validFrom: '2026-01-01' };
    const both = await Promise.all([employ(worker, told), employ(worker, told)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('ends an employment, tells every problem of a wrong one, and knows no worker of another organisation', async () => {
    const worker = await world.register('Vic Hart');
    const told = { ...CHARITY, ...NETWORK, title: 'link worker', wte: 1, validFrom: '2026-03-01' };
    const { id } = (await employ(worker, told)).body;
    const wrong = await employ<Problem>(worker, { ...told, title: 'driver', validUntil: '2026-02-01' });
    expect([wrong.status, wrong.body.errors?.map(({ pointer }) => pointer)]).toEqual([422, ['/role', '/validUntil']]);
    const malformed = await employ<Problem>(worker, { ...told, wte: 1.2, validFrom: '2026-02-30' });
    expect([malformed.status, malformed.body.errors?.map(({ pointer }) => pointer)]).toEqual([400, ['/wte', '/validFrom']]);
    const ended = await world.supervisor.post<EmploymentView>(`workers/${worker}/employments/${id}/end`, { validUntil: '2026-09-30' });
    expect([ended.status, ended.body.validUntil]).toEqual([200, '2026-09-30']);
    const later = await world.supervisor.post<Problem>(`workers/${worker}/employments/${id}/end`, { validUntil: '2026-10-30' });
    expect([later.status, later.body.errors?.[0]?.code]).toEqual([422, 'ends-later']);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get(`workers/${worker}/employments`)).status).toBe(404);
    expect((await world.linkWorker.post(`workers/${worker}/employments`, told)).status).toBe(403);
  });

  it('does not reckon WTE for a scheme in Scotland (CL-41)', async () => {
    const schemeId = randomUUID();
    await world.neighbours.publish(world.scheme({ schemeId, nation: 'scotland', name: 'Clyde' }));
    await eventually(async () => {
      const { status, body } = await world.supervisor.get<Problem>(`workers/wte?schemeId=${schemeId}`);
      expect([status, body.code, body.errors?.[0]]).toMatchObject([
        422,
        'WTE.ENGLAND_ONLY',
        { pointer: '/schemeId', code: 'england-only' },
      ]);
    });
  });

  it("shows the host's cases to a worker whom a charity employs only while an agreement with the charity for that purpose is active (part of CL-27)", async () => {
    const account = randomUUID();
    const worker = await world.register('Wendy Fox', { accountSubject: account });
    const { id } = await world.openCase();
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: worker });
    const ofHost = await world.callerOf({ kind: 'person', sub: account, organisation: world.organisation, roles: ['link-worker'] });
    const ofCharity = await world.callerOf({ kind: 'person', sub: account, organisation: CHARITY.employerId, roles: ['link-worker'] });
    expect((await ofHost.get(`cases/${id}`)).status).toBe(200);
    expect((await ofCharity.get(`cases/${id}`)).status).toBe(403);

    await employ(worker, {
      ...CHARITY,
      hostId: world.organisation,
      hostName: 'Leeds North',
      title: 'care navigator',
      wte: 1,
      validFrom: '2026-01-01',
    });
    for (const caller of [ofHost, ofCharity]) {
      expect((await caller.get(`cases/${id}`)).status).toBe(404);
      expect(await listed(caller)).toEqual([]);
      expect((await caller.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() })).status).toBe(
        404,
      );
    }

    // One that lets the charity read plans is no agreement about work on cases; nor is one of another scheme.
    await world.neighbours.publish(Object.assign(agreementWith(CHARITY.employerId), { purposes: ['read-agreed-plan'] }));
    await world.neighbours.publish(agreementWith(CHARITY.employerId, await world.anotherScheme()));
    await eventually(async () => {
      const known = await world.dataSource.query<object[]>(`SELECT 1 FROM agreement_copy WHERE party_id = $1`, [CHARITY.employerId]);
      expect(known).toHaveLength(2);
    });
    for (const caller of [ofHost, ofCharity]) expect((await caller.get(`cases/${id}`)).status).toBe(404);

    const agreement = made(AgreementPublished, {
      agreementId: randomUUID(),
      schemeId: world.schemeId,
      organisationId: world.organisation,
      partyId: CHARITY.employerId,
      purposes: ['work-on-cases'],
      validFrom: new Date(Date.now() - 1000).toISOString(),
    });
    await world.neighbours.publish(agreement);
    for (const caller of [ofHost, ofCharity]) {
      await eventually(async () => expect((await caller.get(`cases/${id}`)).status).toBe(200));
      expect(await listed(caller)).toContain(id);
    }

    await world.neighbours.publish(Object.assign(agreement, { validUntil: new Date().toISOString() }));
    for (const caller of [ofHost, ofCharity]) await eventually(async () => expect((await caller.get(`cases/${id}`)).status).toBe(404));
  });

  it('lets nobody in with an account of the charity because the host employs them too: that takes an agreement (part of CL-27)', async () => {
    const { employerId, ofHost, ofCharity, worker, caseId } = await lent('Yara Pine');
    await employ(worker, { ...own(), validFrom: '2026-01-01' });
    expect((await ofHost.get(`cases/${caseId}`)).status).toBe(200);
    expect((await ofCharity.get(`cases/${caseId}`)).status).toBe(404);
    await world.neighbours.publish(agreementWith(employerId));
    await eventually(async () => expect((await ofCharity.get(`cases/${caseId}`)).status).toBe(200));
  });

  it("does not let another organisation take a charity's worker away from the host by naming them as its own (part of CL-27)", async () => {
    const { employerId, ofCharity, account, caseId } = await lent('Zoe Marsh');
    await world.neighbours.publish(agreementWith(employerId));
    await eventually(async () => expect((await ofCharity.get(`cases/${caseId}`)).status).toBe(200));
    const organisationId = randomUUID();
    const elsewhere = randomUUID();
    await world.neighbours.publish(world.scheme({ schemeId: elsewhere, organisationId, name: 'Elsewhere' }));
    const stranger = await world.callerOf({ kind: 'person', organisation: organisationId, roles: ['supervisor', 'administrator'] });
    const taken = await eventually(async () => {
      const { status, body } = await stranger.post<{ id: string }>('workers', {
        name: 'Z',
        accountSubject: account,
        schemeIds: [elsewhere],
      });
      expect(status).toBe(201);
      return body.id;
    });
    const told = {
      employerId,
      employerName: 'Allotment Trust',
      hostId: organisationId,
      hostName: 'Elsewhere',
      title: 'link worker',
      wte: 1,
    };
    expect((await stranger.post(`workers/${taken}/employments`, { ...told, validFrom: '1950-01-01' })).status).toBe(201);
    expect((await ofCharity.get(`cases/${caseId}`)).status).toBe(200);
    // Nor by an agreement with the charity about a scheme that is none of the worker's.
    const ofAnother = Object.assign(agreementWith(employerId, randomUUID()), { organisationId });
    await world.neighbours.publish(ofAnother);
    await eventually(async () => {
      const known = await world.dataSource.query<object[]>(`SELECT 1 FROM agreement_copy WHERE agreement_id = $1`, [ofAnother.agreementId]);
      expect(known).toHaveLength(1);
    });
    expect((await ofCharity.get(`cases/${caseId}`)).status).toBe(200);
  });

  it('tells each scheme who works for it, without a name, when a worker is registered and when an employment changes', async () => {
    const worker = await world.register('Xena Ross');
    await employ(worker, { ...CHARITY, ...NETWORK, title: 'health trainer', wte: 0.4, validFrom: '2026-01-01' });
    const told = await eventually(() => {
      const all = world.neighbours.saidOfScheme(world.schemeId).filter(({ data }) => data.workerId === worker);
      expect(all).toHaveLength(2);
      return all;
    });
    expect(told.map(({ name }) => name)).toEqual(['WorkerPublished', 'WorkerPublished']);
    expect(told[1]?.data.employments).toMatchObject([
      { role: 'link-worker', title: 'health trainer', wte: 0.4, validFrom: '2026-01-01', ...ids() },
    ]);
    expect(JSON.stringify(told)).not.toContain('Xena');
  });

  const own = () => ({
    ...{ employerId: world.organisation, employerName: 'Leeds North', hostId: world.organisation, hostName: 'Leeds North PCN' },
    ...{ title: 'link worker', wte: 0.5 },
  });

  /** A worker of the host whom another charity employs as well, with accounts at both, and a case of theirs; there is no agreement yet. */
  async function lent(name: string) {
    const [account, employerId] = [randomUUID(), randomUUID()];
    const worker = await world.register(name, { accountSubject: account });
    const { id: caseId } = await world.openCase();
    await world.supervisor.post(`cases/${caseId}/allocate`, { workerId: worker });
    const callerOf = (organisation: string) => world.callerOf({ kind: 'person', sub: account, organisation, roles: ['link-worker'] });
    const [ofHost, ofCharity] = [await callerOf(world.organisation), await callerOf(employerId)];
    const hostId = randomUUID();
    await employ(worker, { ...CHARITY, employerId, hostId, hostName: 'North', title: 'link worker', wte: 0.5, validFrom: '2026-01-01' });
    return { account, employerId, worker, caseId, ofHost, ofCharity };
  }

  const agreementWith = (partyId: string, schemeId: string = world.schemeId) =>
    made(AgreementPublished, {
      agreementId: randomUUID(),
      schemeId,
      organisationId: world.organisation,
      partyId,
      purposes: ['work-on-cases'],
      validFrom: new Date(Date.now() - 1000).toISOString(),
    });

  function ids() {
    return { employerId: CHARITY.employerId, hostId: NETWORK.hostId };
  }

  function employ<T = EmploymentView>(workerId: string, told: object) {
    return world.supervisor.post<T>(`workers/${workerId}/employments`, told);
  }

  async function employed(workerId: string): Promise<EmploymentView[]> {
    return (await world.supervisor.get<{ items: EmploymentView[] }>(`workers/${workerId}/employments`)).body.items;
  }

  async function listed(caller: CallerOf): Promise<string[]> {
    return (await caller.get<{ items: CaseView[] }>('cases?limit=200')).body.items.map(({ id }) => id);
  }
});
