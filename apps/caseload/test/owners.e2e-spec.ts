import { randomUUID } from 'node:crypto';
import { AgreementPublished, type AgreementPurpose } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { ActionView } from '../src/actions/action.dto';
import type { CallBackView } from '../src/call-backs/call-back.dto';
import type { CaseView } from '../src/cases/case.view';
import type { HandOverView } from '../src/hand-overs/hand-over.dto';
import type { ReallocationView } from '../src/reallocations/reallocation.dto';
import type { CallerOf, Problem } from './builders/callers';
import { day } from './builders/plans';
import { made, World } from './builders/world';

const OVER = { validFrom: '2025-02-01', validUntil: '2026-02-01' };

describe('a worker who can no longer see a case', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('owns nothing: what they had stands in the queue with what is due on it, and what others asked of them is asked of others', async () => {
    const leaver = await world.register('Tom Reed');
    const [theirs, away, coming, other] = [await casesOf(leaver), await casesOf(leaver), await casesOf(), await casesOf()];
    const dueAt = inDays(2);
    await world.supervisor.post(`cases/${theirs.id}/actions`, { title: 'Ring the library', ownerId: leaver, dueAt });
    await world.supervisor.post(`cases/${other.id}/actions`, { title: 'Ask Tom', ownerKind: 'cover', ownerId: leaver, dueAt });
    const call = { from: inDays(1), until: dueAt, reason: 'News of the garden', by: leaver };
    await world.supervisor.post(`cases/${other.id}/call-backs`, call);
    expect((await world.supervisor.post(`cases/${away.id}/hand-overs`, { toWorkerId: world.workerId })).status).toBe(201);
    expect((await world.supervisor.post(`cases/${coming.id}/hand-overs`, { toWorkerId: leaver })).status).toBe(201);

    // Recorded in November, nine months late.
    expect((await employ(leaver, OVER)).status).toBe(201);

    const queued = await eventually(async () => {
      const found = await caseOf(theirs.id);
      expect(found).toMatchObject({ status: 'unallocated', worker: null, nextAction: { ownerKind: 'queue' } });
      return found;
    });
    expect(new Date(queued.allocateBy).getTime()).toBeGreaterThan(Date.now());
    expect(await actionsOf(theirs.id)).toMatchObject([{ title: 'Ring the library', ownerKind: 'worker', ownerId: null, dueAt }]);
    const said = await eventually(() => {
      const names = world.neighbours.saidOf(theirs.referralId).filter(({ name }) => name === 'CaseQueued');
      expect(names).toHaveLength(1);
      return names;
    });
    expect(said[0]?.data).toMatchObject({ caseId: theirs.id, schemeId: world.schemeId, allocateBy: queued.allocateBy });

    await eventually(async () => expect(await caseOf(away.id)).toMatchObject({ status: 'unallocated', worker: null }));
    expect(await handOversOf(away.id)).toMatchObject([{ state: 'withdrawn' }]);
    await eventually(async () => expect(await handOversOf(coming.id)).toMatchObject([{ state: 'withdrawn' }]));
    expect(await caseOf(coming.id)).toMatchObject({ status: 'supporting', worker: { id: world.workerId } });
    await eventually(async () => {
      const asked = (await actionsOf(other.id)).map(({ type, ownerKind, ownerId }) => ({ type, ownerKind, ownerId }));
      expect(asked).toEqual(
        expect.arrayContaining([
          { type: 'task', ownerKind: 'supervisor', ownerId: null },
          { type: 'call-back', ownerKind: 'worker', ownerId: null },
        ]),
      );
    });
    const calls = (await world.supervisor.get<{ items: CallBackView[] }>(`cases/${other.id}/call-backs`)).body.items;
    expect(calls).toMatchObject([{ state: 'promised', by: null }]);
    expect((await caseOf(other.id)).worker?.id).toBe(world.workerId);
    expect(await owned(leaver)).toBe(0);
  });

  it('keeps what they still see: an employment that goes on at another host, or that has just ended where another began', async () => {
    const stays = await world.register('Una Bell');
    const { id } = await casesOf(stays);
    const { version } = await caseOf(id);
    await employ(stays, { validFrom: '2026-01-01' });
    await employ(stays, { ...OVER, hostId: randomUUID() });
    await eventually(async () => {
      const waiting = await world.dataSource.query<object[]>(`SELECT 1 FROM timer WHERE kind = 'worker.access' AND subject_id = $1`, [
        stays,
      ]);
      expect(waiting).toEqual([]);
    });
    const leaver = await world.register('Wes Moor');
    const gone = await casesOf(leaver);
    await employ(leaver, OVER);
    await eventually(async () => expect((await caseOf(gone.id)).status).toBe('unallocated'));
    // Nothing was done to it at all.
    expect(await caseOf(id)).toMatchObject({ version, worker: { id: stays } });
  });

  it('gets none, by whatever way: each says why, and nothing is changed', async () => {
    const sub = randomUUID();
    const gone = await world.register('Vic Hart', { accountSubject: sub });
    await employ(gone, OVER);
    const waiting = await world.openCase();
    const { id } = await casesOf();
    const { version } = await caseOf(id);
    const dueAt = inDays(2);
    const absence = { from: day(1), until: day(3), coverWorkerId: gone, reason: 'leave' };
    const visit = { at: inDays(1), mode: 'home-visit', expectedBackAt: inMinutes(25 * 60), colleagueId: gone };
    const settings = `schemes/${world.schemeId}/settings`;
    const ways: [string, Promise<{ status: number; body: Problem }>][] = [
      ['/workerId', world.supervisor.post<Problem>(`cases/${waiting.id}/allocate`, { workerId: gone })],
      ['/workerId', world.supervisor.post<Problem>(`cases/${id}/allocate`, { workerId: gone })],
      ['/toWorkerId', world.supervisor.post<Problem>(`cases/${id}/hand-overs`, { toWorkerId: gone })],
      ['/to/0', world.supervisor.post<Problem>(`workers/${world.workerId}/reallocate`, { to: [gone], reason: 'x' })],
      ['/coverWorkerId', world.supervisor.post<Problem>(`workers/${world.workerId}/absences`, absence)],
      ['/ownerId', world.supervisor.post<Problem>(`cases/${id}/actions`, { title: 'x', ownerId: gone, dueAt })],
      ['/by', world.supervisor.post<Problem>(`cases/${id}/call-backs`, { from: inDays(1), until: dueAt, reason: 'x', by: gone })],
      ['/colleagueId', world.linkWorker.post<Problem>(`cases/${id}/contacts/planned`, visit)],
      ['/safeguardingLeadWorkerId', world.supervisor.put<Problem>(settings, { safeguardingLeadWorkerId: gone })],
      ['/directOwnerWorkerId', world.supervisor.put<Problem>(settings, { directOwnerWorkerId: gone })],
    ];
    for (const [pointer, answer] of ways) {
      const { status, body } = await answer;
      expect([pointer, status, body.errors]).toMatchObject([pointer, 422, [{ pointer }]]);
    }
    expect((await caseOf(waiting.id)).status).toBe('unallocated');
    expect(await caseOf(id)).toMatchObject({ version, worker: { id: world.workerId } });
    expect(await owned(gone)).toBe(0);
  });

  it('is no cover for days after their last one, and covers for nobody once it has passed', async () => {
    const own = await World.make();
    const cover = await own.register('Abe Cole');
    await employ(cover, { validFrom: '2026-01-01', validUntil: '2027-02-26' }, own);
    const { id } = await own.allocatedCase();
    const absence = { from: '2027-02-22', until: '2027-03-05', coverWorkerId: cover, reason: 'leave' };
    const path = `workers/${own.workerId}/absences`;
    const refused = await own.supervisor.post<Problem>(path, absence);
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/coverWorkerId', code: 'worker-cannot-see-case' }]]);
    expect((await own.supervisor.post(path, { ...absence, until: '2027-02-26' })).status).toBe(201);
    expect((await own.supervisor.post(path, { ...absence, from: '2026-12-01', until: '2027-02-20' })).status).toBe(201);
    const ends = async () =>
      (await own.supervisor.get<{ items: { endedAt: string | null }[] }>(path)).body.items.map(({ endedAt }) => endedAt);
    expect(await ends()).toEqual([null, null]);
    const { id: employmentId } = (await own.supervisor.get<{ items: { id: string }[] }>(`workers/${cover}/employments`)).body.items[0] ?? {
      id: '',
    };
    await own.supervisor.post(`workers/${cover}/employments/${employmentId}/end`, { validUntil: '2026-06-30' });
    await eventually(async () => expect((await ends()).every((end) => end !== null)).toBe(true));
    expect((await own.supervisor.get<CaseView>(`cases/${id}`)).body.worker?.id).toBe(own.workerId);
    await own.close();
  });

  it('owns their cases to the end of their last day, and not from midnight on', async () => {
    const own = await World.make();
    const leaver = await own.register('Lil Marsh');
    const { id } = await own.openCase();
    await own.supervisor.post(`cases/${id}/allocate`, { workerId: leaver });
    await employ(leaver, { validFrom: '2026-01-01', validUntil: '2027-06-30' }, own);
    const read = async () => (await own.supervisor.get<CaseView>(`cases/${id}`)).body;
    // British summer time: the last day ends at eleven in the evening by Greenwich.
    await eventually(async () => {
      const [timer] = await own.dataSource.query<{ due_at: Date }[]>(
        `SELECT due_at FROM timer WHERE kind = 'worker.access' AND subject_id = $1`,
        [leaver],
      );
      expect(timer?.due_at.toISOString()).toBe('2027-06-30T23:00:00.000Z');
    });
    own.itIs('2027-06-30T22:59:00Z');
    expect(await read()).toMatchObject({ status: 'allocated', worker: { id: leaver } });
    own.itIs('2027-06-30T23:00:01Z');
    await eventually(async () => expect(await read()).toMatchObject({ status: 'unallocated', worker: null }));
    await own.close();
  });

  it('owns none of the cases that an agreement showed them when it ends, by its date or by news of it (part of CL-27)', async () => {
    const own = await World.make();
    const [employerId, otherEmployer] = [randomUUID(), randomUUID()];
    const [byDate, byNews, kept] = [await own.register('A'), await own.register('B'), await own.register('C')];
    const terms = async (partyId: string, more: object = {}) => {
      const agreement = agreementOf(own, partyId, ['work-on-cases'], more);
      await own.neighbours.publish(agreement);
      return agreement;
    };
    await terms(employerId, { validUntil: '2027-03-01T09:30:00.000Z' });
    const { agreementId } = await terms(otherEmployer);
    for (const [worker, employer] of [
      [byDate, employerId],
      [byNews, otherEmployer],
      [kept, own.organisation],
    ] as const)
      await employ(worker, { validFrom: '2026-01-01', employerId: employer }, own);
    const cases = new Map<string, string>();
    for (const worker of [byDate, byNews, kept]) {
      const { id } = await own.openCase();
      await eventually(async () => expect((await own.supervisor.post(`cases/${id}/allocate`, { workerId: worker })).status).toBe(200));
      cases.set(worker, id);
    }
    const ownerOf = async (worker: string) =>
      (await own.supervisor.get<CaseView>(`cases/${cases.get(worker) ?? ''}`)).body.worker?.id ?? null;
    own.itIs('2027-03-01T09:29:30Z');
    expect([await ownerOf(byDate), await ownerOf(byNews)]).toEqual([byDate, byNews]);
    own.itIs('2027-03-01T09:30:01Z');
    await eventually(async () => expect(await ownerOf(byDate)).toBeNull());
    expect([await ownerOf(byNews), await ownerOf(kept)]).toEqual([byNews, kept]);
    await own.neighbours.publish(agreementOf(own, otherEmployer, ['read-agreed-plan']));
    expect(await ownerOf(byNews)).toBe(byNews);
    const until = { agreementId, validUntil: '2027-02-01T00:00:00.000Z' };
    await own.neighbours.publish(agreementOf(own, otherEmployer, ['work-on-cases'], until));
    await eventually(async () => expect(await ownerOf(byNews)).toBeNull());
    expect(await ownerOf(kept)).toBe(kept);
    await own.close();
  });

  it('does not get back what was taken from them: a reallocation is not undone to somebody who has left', async () => {
    const leaver = await world.register('Kit Vale');
    const { id } = await casesOf(leaver);
    const { body } = await world.supervisor.post<ReallocationView>(`workers/${leaver}/reallocate`, {
      to: [world.workerId],
      reason: 'Leaves',
    });
    await employ(leaver, OVER);
    const undone = await world.supervisor.post<Problem>(`workers/${leaver}/reallocations/${body.id ?? ''}/undo`, {});
    expect([undone.status, undone.body.errors]).toMatchObject([422, [{ pointer: '/workerId', code: 'worker-cannot-see-case' }]]);
    expect((await caseOf(id)).worker?.id).toBe(world.workerId);
  });

  it('is no longer the colleague who is asked to find somebody: a supervisor is', async () => {
    const colleague = await world.register('Jo Fern');
    const { id } = await casesOf();
    const visit = { mode: 'home-visit', at: inMinutes(1), expectedBackAt: inMinutes(2), colleagueId: colleague };
    await world.linkWorker.post(`cases/${id}/contacts/planned`, visit);
    await employ(colleague, OVER);
    world.passes({ minutes: 20 });
    await eventually(async () => {
      const alarm = (await actionsOf(id)).find(({ type }) => type === 'lone-working-alarm');
      expect(alarm).toMatchObject({ ownerKind: 'supervisor', ownerId: null });
    });
  });

  /** A case that is being supported, of the worker or of the world's own. */
  async function casesOf(workerId = world.workerId): Promise<CaseView> {
    const found = await world.supportedCase();
    if (workerId !== world.workerId) await world.supervisor.post(`cases/${found.id}/allocate`, { workerId });
    return found;
  }

  function employ(workerId: string, told: object, where: World = world) {
    const own = { employerId: where.organisation, employerName: 'Leeds North', hostId: where.organisation, hostName: 'Leeds North PCN' };
    return where.supervisor.post(`workers/${workerId}/employments`, { ...own, title: 'link worker', wte: 0.5, ...told });
  }

  function agreementOf(where: World, partyId: string, purposes: AgreementPurpose[], more: object = {}): AgreementPublished {
    const whose = { agreementId: randomUUID(), schemeId: where.schemeId, organisationId: where.organisation, partyId };
    return made(AgreementPublished, { ...whose, purposes, validFrom: new Date(Date.now() - 1000).toISOString(), ...more });
  }

  async function caseOf(id: string, caller: CallerOf = world.supervisor): Promise<CaseView> {
    return (await caller.get<CaseView>(`cases/${id}`)).body;
  }

  async function actionsOf(id: string): Promise<ActionView[]> {
    const { items } = (await world.supervisor.get<{ items: ActionView[] }>(`cases/${id}/actions`)).body;
    return items.filter(({ doneAt }) => doneAt === null);
  }

  async function handOversOf(id: string): Promise<HandOverView[]> {
    return (await world.supervisor.get<{ items: HandOverView[] }>(`cases/${id}/hand-overs`)).body.items;
  }

  /** How many open cases are the worker's. */
  async function owned(workerId: string): Promise<number> {
    return (await world.supervisor.get<{ items: CaseView[] }>(`cases?status=open&workerId=${workerId}&limit=200`)).body.items.length;
  }
});

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

function inDays(days: number): string {
  return inMinutes(days * 24 * 60);
}
