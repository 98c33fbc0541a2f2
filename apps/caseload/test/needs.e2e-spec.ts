import { randomUUID } from 'node:crypto';
import { AgreementPublished } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { ConcernList } from '../src/safeguarding/safeguarding-concern.dto';
import type { NeedList } from '../src/needs/need.dto';
import type { RiskList } from '../src/risks/risk.dto';
import type { ReferBackView } from '../src/refer-backs/refer-back.dto';
import type { ConsentList } from '../src/consents/consent.dto';
import type { CallerOf, Problem } from './builders/callers';
import { made, World } from './builders/world';

const SECRETS = /domestic|substance|safeguarding|bank card|bruise|neglect|financial/i;

describe('what a case holds of needs, risks, consents and concerns', () => {
  let world: World;
  let clinician: CallerOf;
  let colleague: CallerOf;
  let colleagueId: string;

  beforeAll(async () => {
    world = await World.make();
    const { organisation } = world;
    clinician = await world.callerOf({ kind: 'person', organisation, roles: ['clinician'], name: 'Dr Rahman' });
    const sub = randomUUID();
    colleagueId = await world.register('Sam Cole', { accountSubject: sub });
    colleague = await world.callerOf({ kind: 'person', sub, organisation, roles: ['link-worker'] });
  });

  afterAll(() => world.close());

  it('a case with three needs closes only when each is resolved, ongoing elsewhere or declined (CL-39)', async () => {
    const { id } = await world.supportedCase();
    for (const code of ['debt', 'housing']) await world.linkWorker.post(`cases/${id}/needs`, { code });
    const [lonely, debt] = (await needsOf(id)).items;
    await world.linkWorker.send('PATCH', `cases/${id}/needs/${lonely?.id ?? ''}`, { status: 'resolved' });
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    await world.linkWorker.post(`cases/${id}/needs/${debt?.id ?? ''}/actions`, { title: 'Sort the letters together', dueAt });
    expect((await needsOf(id)).items.map(({ status, actions }) => [status, actions.length])).toEqual([
      ['resolved', 0],
      ['open', 1],
      ['open', 0],
    ]);

    const refused = await world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'completed' });
    expect([refused.status, refused.body.code]).toEqual([409, 'CASE.NOT_SETTLED']);
    expect(refused.body.errors?.map(({ code }) => code)).toEqual(['need-open', 'need-open']);
    const told = { needs: [{ id: debt?.id, status: 'ongoing-elsewhere' }] };
    expect((await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', ...told })).status).toBe(409);
    expect((await needsOf(id)).items.map(({ status }) => status)).toEqual(['resolved', 'open', 'open']);
    const closed = await world.linkWorker.post<CaseView>(`cases/${id}/close`, { reason: 'completed', ...told, openNeeds: 'declined' });
    expect([closed.status, closed.body.status]).toEqual([200, 'closed']);
    expect((await needsOf(id)).items.map(({ status }) => status)).toEqual(['resolved', 'ongoing-elsewhere', 'declined']);
    expect((await world.linkWorker.post(`cases/${id}/needs`, { code: 'debt' })).status).toBe(409);
  });

  it('a sensitive need is shown to the worker, the supervisor and whom they name, told to no provider and in no event (CL-39)', async () => {
    const { id, referralId } = await world.supportedCase();
    await world.linkWorker.post(`cases/${id}/needs`, { code: 'domestic-abuse', note: 'Showed a bruise.' });
    for (const caller of [world.linkWorker, world.supervisor]) expect(await codesFor(caller, id)).toEqual(['loneliness', 'domestic-abuse']);
    expect(await codesFor(colleague, id)).toEqual(['loneliness']);
    const [, hidden] = (await needsOf(id)).items;
    const path = `cases/${id}/needs/${hidden?.id ?? ''}`;
    expect((await colleague.send('PATCH', path, { status: 'resolved' })).status).toBe(404);
    const told = {
      serviceId: world.serviceId,
      levelOfSupport: 'introduced',
      consentToShare: true,
      needs: ['loneliness', 'domestic-abuse'],
    };
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/connections`, told);
    expect([refused.status, refused.body.errors?.[0]]).toMatchObject([422, { pointer: '/needs/1', code: 'sensitive-need' }]);
    await world.connect(id);
    for (const need of ['domestic-abuse', 'loneliness'])
      await world.linkWorker.post(`cases/${id}/unmet-needs`, { need, reason: 'no-provider' });
    const unmetFor = async (caller: CallerOf) =>
      (await caller.get<{ items: { need: string }[] }>(`cases/${id}/unmet-needs`)).body.items.map(({ need }) => need).sort();
    expect([await unmetFor(colleague), await unmetFor(world.linkWorker)]).toEqual([['loneliness'], ['domestic-abuse', 'loneliness']]);

    expect((await colleague.get(`cases/${id}/named-readers`)).status).toBe(404);
    await world.linkWorker.post(`cases/${id}/named-readers`, { workerId: colleagueId });
    expect(await codesFor(colleague, id)).toEqual(['loneliness', 'domestic-abuse']);
    await world.linkWorker.send('DELETE', `cases/${id}/named-readers/${colleagueId}`, {});
    expect(await codesFor(colleague, id)).toEqual(['loneliness']);
    await nothingLeft(id, referralId);
  });

  it('a need that came with the referral is as sensitive as one added by hand: no list, event or provider hears of it (CL-39)', async () => {
    const { id, referralId } = await world.openCase({ needs: ['loneliness', 'domestic-abuse', 'substance-use'] });
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    const all = ['domestic-abuse', 'loneliness', 'substance-use'];
    for (const caller of [world.linkWorker, world.supervisor]) expect((await codesFor(caller, id)).sort()).toEqual(all);
    expect(await codesFor(colleague, id)).toEqual(['loneliness']);
    for (const need of ['domestic-abuse', 'substance-use']) {
      const told = { serviceId: world.serviceId, levelOfSupport: 'introduced', consentToShare: false, needs: [need] };
      const refused = await world.linkWorker.post<Problem>(`cases/${id}/connections`, told);
      expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([422, 'sensitive-need']);
    }
    await world.connect(id);
    await nothingLeft(id, referralId);
  });

  it('an active risk keeps a case from closing on connection alone until a clinician signs it off (CL-23)', async () => {
    const { id } = await world.supportedCase();
    const { body } = await world.linkWorker.post<RiskList>(`cases/${id}/risks`, { code: 'risk-to-self', active: true });
    const close = () => world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    const refused = await close();
    expect([refused.status, refused.body.errors?.map(({ code }) => code)]).toEqual([409, ['risk-active']]);
    const [risk] = body.items;
    const path = `cases/${id}/risks/${risk?.id ?? ''}/sign-off`;
    expect((await world.supervisor.post(path, {})).status).toBe(403);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['clinician'] });
    expect((await stranger.post(path, {})).status).toBe(404);
    // Nothing was signed off by the refused ones.
    expect((await close()).body.errors?.map(({ code }) => code)).toEqual(['risk-active']);
    const signed = await clinician.post<RiskList>(path, {});
    expect([signed.status, signed.body.items[0]?.signedOffBy]).toEqual([200, 'Dr Rahman']);
    expect((await close()).status).toBe(200);
  });

  it('a refer-back answers a risk too, once a clinician has acknowledged it, and a risk that is raised again needs its own (CL-23)', async () => {
    const { id } = await world.supportedCase();
    const raise = () => world.linkWorker.post(`cases/${id}/risks`, { code: 'mental-health', active: true });
    const close = () => world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    await raise();
    const { body: sent } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, { reason: 'mental-health' });
    expect((await close()).body.errors?.map(({ code }) => code)).toEqual(['crisis-unacknowledged']);
    await clinician.post(`cases/${id}/refer-backs/${sent.id}/acknowledge`, {});
    await raise();
    expect((await close()).body.errors?.map(({ code }) => code)).toEqual(['risk-active']);
    const { body: other } = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, { reason: 'medication' });
    await clinician.post(`cases/${id}/refer-backs/${other.id}/acknowledge`, {});
    expect((await close()).body.errors?.map(({ code }) => code)).toEqual(['risk-active']);
    const again = await world.linkWorker.post<ReferBackView>(`cases/${id}/refer-backs`, { reason: 'mental-health' });
    await clinician.post(`cases/${id}/refer-backs/${again.body.id}/acknowledge`, {});
    expect((await close()).status).toBe(200);
  });

  it('a risk is lifted by a supervisor with a reason, never by the worker of the case, who may be a supervisor or a clinician too (part of CL-23)', async () => {
    const { id } = await world.supportedCase();
    const { organisation, account: sub } = world;
    const own = await world.callerOf({ kind: 'person', sub, organisation, roles: ['link-worker', 'supervisor', 'clinician'] });
    const raised = await world.linkWorker.post<RiskList>(`cases/${id}/risks`, { code: 'risk-to-self', active: true, note: 'Gave up.' });
    const lift = (caller: CallerOf, note?: string) =>
      caller.post<RiskList & Problem>(`cases/${id}/risks`, {
        code: 'risk-to-self',
        active: false,
        ...(note === undefined ? {} : { note }),
      });
    for (const caller of [world.linkWorker, colleague, own])
      expect(await lift(caller, 'Feels better')).toMatchObject({ status: 403, body: { code: 'RISK.NOT_YOURS_TO_LIFT' } });
    const signedByOwn = await own.post<Problem>(`cases/${id}/risks/${raised.body.items[0]?.id ?? ''}/sign-off`, {});
    expect(signedByOwn).toMatchObject({ status: 403, body: { code: 'RISK.NOT_YOURS_TO_LIFT' } });
    expect(await lift(world.supervisor)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/note', code: 'required-to-lift' }] } });
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, { riskLiftedBy: 'clinician' });
    expect((await lift(world.supervisor, 'The practice has a plan.')).status).toBe(403);
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, {});
    const { body: still } = await world.linkWorker.get<RiskList>(`cases/${id}/risks`);
    expect(still.items).toMatchObject([{ active: true, note: 'Gave up.', liftedReason: null, signedOffAt: null }]);

    expect(await lift(world.supervisor, 'The practice has a plan.')).toMatchObject({
      status: 201,
      body: { items: [{ active: false, note: 'Gave up.', liftedReason: 'The practice has a plan.' }] },
    });
    const oncemore = await lift(world.linkWorker, 'There never was any.');
    expect(oncemore.body.items).toMatchObject([{ active: false, note: 'Gave up.', liftedReason: 'The practice has a plan.' }]);
    expect((await world.linkWorker.post(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' })).status).toBe(200);
  });

  it('a clinician of another practice signs off no risk, also under an agreement of their own with the scheme (ID-01, part of CL-23)', async () => {
    const [senderId, otherId] = [randomUUID(), randomUUID()];
    const { id } = await world.supportedCase({ senderId });
    const { body } = await world.linkWorker.post<RiskList>(`cases/${id}/risks`, { code: 'risk-to-self', active: true });
    const of = (organisation: string) => world.callerOf({ kind: 'person', organisation, roles: ['clinician'], name: 'Dr Lee' });
    const [theirs, others] = [await of(senderId), await of(otherId)];
    for (const partyId of [senderId, otherId]) await agree(partyId, {});
    const sign = (caller: CallerOf) => caller.post<RiskList>(`cases/${id}/risks/${body.items[0]?.id ?? ''}/sign-off`, {});
    await eventually(async () => expect((await theirs.get(`cases/${id}/risks`)).status).toBe(200));
    expect((await sign(others)).status).toBe(404);
    const close = () => world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    expect((await close()).body.errors?.map(({ code }) => code)).toEqual(['risk-active']);
    expect((await sign(theirs)).body.items[0]?.signedOffBy).toBe('Dr Lee');
    expect((await close()).status).toBe(200);
  });

  it('a clinician of the practice signs off no risk once the person has said no to their hearing of it (GV-01, part of CL-23)', async () => {
    const senderId = randomUUID();
    const { id } = await world.supportedCase({ senderId });
    const { body } = await world.linkWorker.post<RiskList>(`cases/${id}/risks`, { code: 'risk-to-self', active: true });
    const theirs = await world.callerOf({ kind: 'person', organisation: senderId, roles: ['clinician'], name: 'Dr Lee' });
    await agree(senderId, {});
    await eventually(async () => expect((await theirs.get(`cases/${id}/risks`)).status).toBe(200));
    await world.consent(id, 'share-with-referrer', 'withdrawn');
    expect((await theirs.post(`cases/${id}/risks/${body.items[0]?.id ?? ''}/sign-off`, {})).status).toBe(404);
    const { items } = (await world.linkWorker.get<RiskList>(`cases/${id}/risks`)).body;
    expect(items).toMatchObject([{ active: true, signedOffAt: null }]);
  });

  it.each(['completed', 'declined', 'not-reached', 'ended'])(
    'the database itself refuses to close a case as %s over an active risk or an open need (CL-23, CL-39)',
    async (reason) => {
      const { id } = await world.supportedCase();
      const complete = `UPDATE "case" SET status = 'closed', closure_reason = '${reason}', closed_at = now(), next_action_type = NULL, next_action_due_at = NULL WHERE id = $1`;
      await expect(world.dataSource.query(complete, [id])).rejects.toThrow('open need');
      await world.dataSource.query(`UPDATE case_need SET status = 'resolved' WHERE case_id = $1`, [id]);
      await world.linkWorker.post(`cases/${id}/risks`, { code: 'medication', active: true });
      await expect(world.dataSource.query(complete, [id])).rejects.toThrow('active risk');
    },
  );

  it('asks at intake and at each review whether clinical care is in place, and what is missing becomes an action (CL-23)', async () => {
    const { id } = await world.allocatedCase();
    const due = async () => (await world.linkWorker.get<{ due: string | null }>(`cases/${id}/clinical-care`)).body.due;
    expect(await due()).toBeNull();
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    expect(await due()).toBe('intake');
    await world.linkWorker.post(`cases/${id}/clinical-care`, { stage: 'intake', answer: 'missing' });
    expect(await due()).toBeNull();
    const { body } = await world.linkWorker.get<{ items: { type: string }[] }>(`cases/${id}/actions`);
    expect(body.items.map(({ type }) => type)).toEqual(['clinical-care']);
    const review = { type: 'review', title: 'Review the support', dueAt: new Date(Date.now() + 86_400_000).toISOString() };
    await world.linkWorker.post(`cases/${id}/actions`, review);
    expect(await due()).toBe('review');
  });

  it('a concern goes to the lead of the scheme, another worker of it gets 404, and no message says that there is one (GV-05)', async () => {
    const leadSub = randomUUID();
    const leadId = await world.register('Lee Ward', { accountSubject: leadSub });
    const lead = await world.callerOf({ kind: 'person', sub: leadSub, organisation: world.organisation, roles: ['link-worker'] });
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, { safeguardingLeadWorkerId: leadId });
    const { id, referralId } = await world.supportedCase();
    const path = `cases/${id}/safeguarding-concerns`;
    const raised = await world.linkWorker.post(path, { category: 'financial', detail: 'A neighbour has her bank card.' });
    expect([raised.status, JSON.stringify(raised.body)]).toEqual([201, expect.not.stringMatching(SECRETS)]);
    for (const caller of [world.linkWorker, world.supervisor, lead]) {
      const { status, body } = await caller.get<ConcernList>(path);
      expect([status, body.items[0]?.category]).toEqual([200, 'financial']);
    }
    expect((await colleague.get(path)).status).toBe(404);
    const { body } = await lead.get<{ items: { id: string; type: string; ownerKind: string; ownerId: string }[] }>(`cases/${id}/actions`);
    expect(body.items).toMatchObject([{ type: 'lead', ownerKind: 'lead', ownerId: leadId }]);
    const alertsFor = async (caller: CallerOf) =>
      (await caller.get<{ items: { code: string }[] }>(`alerts?caseId=${id}`)).body.items.map(({ code }) => code);
    for (const caller of [lead, world.linkWorker, world.supervisor]) expect(await alertsFor(caller)).toEqual(['lead-asked']);
    expect(await alertsFor(colleague)).toEqual([]);
    await nothingLeft(id, referralId);

    // The case does not close over it, and the lead's part is not the worker's to end.
    const close = () => world.linkWorker.post<Problem>(`cases/${id}/close`, { reason: 'completed', openNeeds: 'resolved' });
    expect((await close()).body.errors?.map(({ code }) => code)).toEqual(['lead-awaited']);
    const complete = (caller: CallerOf) =>
      caller.post<Problem>(`cases/${id}/actions/${body.items[0]?.id ?? ''}/complete`, { outcome: 'The bank has been told.' });
    expect(await complete(world.linkWorker)).toMatchObject({ status: 403, body: { code: 'ACTION.OF_LEAD' } });
    expect((await complete(lead)).status).toBe(200);
    expect((await close()).status).toBe(200);
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, {});
  });

  it('consent stands for each purpose with date, way and giver; withdrawn, it binds what is asked of a provider at once (GV-01)', async () => {
    const { id, referralId } = await world.supportedCase();
    const word = { purpose: 'share-with-provider', howGiven: 'spoken', byWhom: 'person' };
    const say = (decision: string, more: object = {}) =>
      world.linkWorker.post<ConsentList & Problem>(`cases/${id}/consents`, { ...word, decision, ...more });
    const future = await say('given', { at: new Date(Date.now() + 3_600_000).toISOString() });
    expect([future.status, future.body.errors?.[0]?.code]).toEqual([422, 'in-future']);
    const { status, body } = await say('withdrawn');
    expect([status, body.items]).toMatchObject([201, [{ ...word, decision: 'withdrawn' }]]);
    expect(body.purposes).toContainEqual({ purpose: 'share-with-provider', state: 'withdrawn', holds: false, since: body.items[0]?.at });
    const told = { serviceId: world.serviceId, levelOfSupport: 'introduced', needs: ['loneliness'] };
    const refused = await world.linkWorker.post<Problem>(`cases/${id}/connections`, { ...told, consentToShare: true });
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([409, 'no-consent-share-with-provider']);
    await say('given');
    expect((await world.linkWorker.post(`cases/${id}/connections`, { ...told, consentToShare: true })).status).toBe(201);
    await eventually(() => {
      const recorded = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'ConsentRecorded');
      expect(recorded.map(({ data }) => data.decision)).toEqual(['withdrawn', 'given']);
    });
  });

  async function agree(partyId: string, more: Partial<AgreementPublished>): Promise<void> {
    const { schemeId, organisation: organisationId } = world;
    const between = { agreementId: randomUUID(), schemeId, organisationId, partyId, purposes: ['read-agreed-plan' as const] };
    await world.neighbours.publish(made(AgreementPublished, { ...between, validFrom: '2026-01-01T00:00:00.000Z', ...more }));
  }

  async function needsOf(id: string): Promise<NeedList> {
    return (await world.linkWorker.get<NeedList>(`cases/${id}/needs`)).body;
  }

  async function codesFor(caller: CallerOf, id: string): Promise<string[]> {
    return (await caller.get<NeedList>(`cases/${id}/needs`)).body.items.map(({ code }) => code);
  }

  /** Neither an event of the case nor a list that another worker reads says anything of it. */
  async function nothingLeft(id: string, referralId: string): Promise<void> {
    // What is told after it has arrived, so what would have told of it has too.
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: await world.register(`Marker ${randomUUID().slice(0, 8)}`) });
    await eventually(() => {
      const allocations = world.neighbours.saidOf(referralId).filter(({ name }) => name === 'CaseAllocated');
      expect(allocations).toHaveLength(2);
    });
    expect(JSON.stringify(world.neighbours.saidOf(referralId))).not.toMatch(SECRETS);
    for (const path of [`cases/${id}`, 'cases?limit=200', `cases/${id}/actions`, `alerts?caseId=${id}`, 'limbo'])
      expect(JSON.stringify((await colleague.get(path)).body)).not.toMatch(SECRETS);
  }
});
