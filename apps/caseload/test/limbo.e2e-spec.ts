import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { LimboCount, LimboItem } from '../src/limbo/limbo.dto';
import { LIMBO_REASONS } from '../src/limbo/limbo.rules';
import type { CallerOf, Problem } from './builders/callers';
import { World } from './builders/world';

const LONG_AGO = new Date(Date.now() - 60 * 86_400_000).toISOString();

describe('the limbo list', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('shows a case whose last task was removed, with what to do about it, and not the one beside it (CL-13)', async () => {
    const [lost, kept] = [await world.supportedCase(), await world.supportedCase()];
    await byHand(lost.id, `next_action_type = NULL, next_action_title = NULL, next_action_owner = NULL, next_action_due_at = NULL`);
    const listed = await limbo('', world.supervisor);
    expect(listed.find(({ caseId }) => caseId === lost.id)).toMatchObject({
      reference: lost.reference,
      reasons: ['no-next-action'],
      since: lost.openedAt,
      owner: 'Priya Shah',
      ownerKind: 'worker',
      whatToDo: LIMBO_REASONS['no-next-action'].whatToDo,
    });
    expect(listed.map(({ caseId }) => caseId)).not.toContain(kept.id);
    expect(JSON.stringify(listed)).not.toMatch(/Okafor|Grace/);
  });

  it('shows what is overdue with its age in working days and its owner, and lets go of it when it is done (CL-13)', async () => {
    const { id, allocateBy } = await world.openCase({ receivedAt: LONG_AGO });
    const [waiting] = await of(id);
    expect(waiting).toMatchObject({
      reasons: ['overdue'],
      since: allocateBy,
      owner: 'Unallocated queue of Leeds North',
      ownerKind: 'queue',
    });
    expect(waiting?.ageWorkingDays).toBeGreaterThan(30);
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    expect(await of(id)).toMatchObject([{ reasons: ['overdue'], owner: 'Priya Shah' }]);
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    expect(await of(id)).toEqual([]);
  });

  it('counts an overdue action only after the days of grace that its scheme has set (CL-13)', async () => {
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, { overdueLimboWorkingDays: 5 });
    const { id } = await world.supportedCase();
    await act(id, { title: 'Call', dueAt: inMinutes(0) });
    expect(await of(id)).toEqual([]);
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, {});
  });

  it.each([
    ['crisis-acknowledgement', 'crisis-unacknowledged', 'clinician'],
    ['hand-over-confirmation', 'hand-over-unconfirmed', 'worker'],
    ['blocked', 'blocked-past-date', 'worker'],
  ] as const)('names an overdue action of the type %s as %s (CL-19, CL-22, CL-18)', async (type, reason, ownerKind) => {
    const { id } = await world.supportedCase();
    await act(id, { type, title: 'Waiting for somebody else', ownerKind, dueAt: inMinutes(0) });
    expect(await of(id)).toMatchObject([{ reasons: [reason, 'overdue'], whatToDo: LIMBO_REASONS[reason].whatToDo, ownerKind }]);
    expect((await limbo(`reason=${reason}`, world.supervisor)).map(({ caseId }) => caseId)).toContain(id);
    expect((await limbo('reason=waiting-on-provider', world.supervisor)).map(({ caseId }) => caseId)).not.toContain(id);
  });

  it('shows who waits for a provider from the first answer that is late, not who was accepted, and who was allocated and not spoken to (part of CL-13)', async () => {
    const own = await World.make();
    const at = async (time: string) => {
      own.itIs(time);
      const items = (await own.supervisor.get<{ items: LimboItem[] }>('limbo?limit=200')).body.items;
      return (id: string) => items.filter(({ caseId }) => caseId === id).flatMap(({ reasons }) => reasons);
    };
    const choir = randomUUID();
    await own.neighbours.publish(own.service({ serviceId: choir, name: 'Choir' }));
    own.itIs('2027-03-01T09:00:00Z');
    const receivedAt = '2027-03-01T08:59:00.000Z';
    const [asked, accepted, silent] = [
      await supported(own, receivedAt),
      await supported(own, receivedAt),
      await own.openCase({ receivedAt }),
    ];
    await own.supervisor.post(`cases/${silent.id}/allocate`, { workerId: own.workerId });
    await eventually(async () => expect((await own.linkWorker.get<{ items: object[] }>('services')).body.items).toHaveLength(2));
    await own.connect(asked, {});
    const taken = await own.connect(accepted, {});
    expect((await own.linkWorker.post(`cases/${accepted}/connections/${taken}/accept`, {})).status).toBe(200);
    own.itIs('2027-03-03T09:00:00Z');
    await own.connect(asked, { serviceId: choir });

    expect((await at('2027-03-14T09:00:00Z'))(silent.id)).toEqual(['overdue']);
    // Ten working days after Monday the first of March are over on Monday the fifteenth, at five.
    expect((await at('2027-03-15T16:58:00Z'))(asked)).toEqual([]);
    const late = await at('2027-03-15T17:00:30Z');
    expect(late(asked)).toEqual(['waiting-on-provider', 'overdue']);
    expect(late(accepted)).toEqual(['overdue']);
    const later = await at('2027-03-20T09:00:00Z');
    expect(later(silent.id)).toEqual(['allocated-not-contacted', 'overdue']);
    expect(later(asked)).not.toContain('allocated-not-contacted');
    await own.close();
  });

  it('is of a worker, a scheme or the organisation, oldest first, in pages without gaps (CL-13)', async () => {
    const own = await World.make();
    const other = await own.register('Tom Reed');
    const made: string[] = [];
    for (let days = 60; days > 50; days--) made.push((await own.openCase({ receivedAt: daysAgo(days) })).id);
    for (const id of made.slice(0, 3)) await own.supervisor.post(`cases/${id}/allocate`, { workerId: own.workerId });
    for (const id of made.slice(3, 5)) await own.supervisor.post(`cases/${id}/allocate`, { workerId: other });
    expect(ids(await limbo('workerId=me', own.linkWorker))).toHaveLength(3);
    expect(ids(await limbo(`workerId=${other}`, own.supervisor))).toHaveLength(2);
    const all = await limbo('', own.supervisor);
    expect(all.map(({ since }) => since)).toEqual(all.map(({ since }) => since).toSorted());
    expect(ids(all).sort()).toEqual(made.toSorted());
    expect(await pages(own.supervisor, `schemeId=${own.schemeId}`)).toEqual(ids(all));
    expect(await pages(own.linkWorker, '')).toEqual(ids(all));
    expect(await limbo(`schemeId=${randomUUID()}`, own.linkWorker)).toEqual([]);
    const { body } = await own.supervisor.get<{ items: LimboCount[] }>('limbo/counts');
    expect(body.items).toMatchObject([{ schemeId: own.schemeId, inLimbo: 10, reasons: { overdue: 10, 'no-next-action': 0 } }]);
    await own.close();
  });

  it('has the cases in which a crisis waits for a clinician first, however long others have waited, on every page (part of CL-22)', async () => {
    const own = await World.make();
    const made: string[] = [];
    // A week apart: two that came in on one weekend are due at the same moment.
    for (let days = 95; days > 55; days -= 7) made.push((await own.openCase({ receivedAt: daysAgo(days) })).id);
    const [a = '', b = '', later = '', c = '', sooner = '', d = ''] = made;
    for (const id of [later, sooner]) await own.supervisor.post(`cases/${id}/allocate`, { workerId: own.workerId });
    await own.supervisor.post(`cases/${later}/refer-backs`, { reason: 'risk-to-self' });
    await own.supervisor.put(`schemes/${own.schemeId}/settings`, { crisisAcknowledgeMinutes: 5 });
    await own.supervisor.post(`cases/${sooner}/refer-backs`, { reason: 'risk-to-self' });
    const expected = [sooner, later, a, b, c, d];
    for (const query of ['', `schemeId=${own.schemeId}`]) {
      expect(ids(await limbo(query, own.supervisor))).toEqual(expected);
      for (const limit of [1, 2, 3]) expect(await pages(own.supervisor, query, limit)).toEqual(expected);
    }
    expect(await pages(own.linkWorker, 'workerId=me', 1)).toEqual([sooner, later]);
    expect(ids(await limbo('reason=overdue', own.linkWorker))).toEqual(expected);
    await own.close();
  });

  it('shows nothing to another organisation, and refuses what it does not know', async () => {
    await world.openCase({ receivedAt: LONG_AGO });
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await world.supervisor.get<{ items: LimboCount[] }>('limbo/counts')).body.items).toMatchObject([{ schemeId: world.schemeId }]);
    expect((await stranger.get<{ items: LimboCount[] }>('limbo/counts')).body.items).toEqual([]);
    expect(await limbo('', stranger)).toEqual([]);
    expect(await limbo(`schemeId=${world.schemeId}`, stranger)).toEqual([]);
    expect(await limbo(`workerId=${world.workerId}`, stranger)).toEqual([]);
    expect((await world.supervisor.get<Problem>('limbo?reason=boredom')).status).toBe(400);
    expect((await world.supervisor.get<Problem>('limbo?cursor=abc')).status).toBe(400);
  });

  async function supported(own: World, receivedAt: string): Promise<string> {
    const { id } = await own.openCase({ receivedAt });
    await own.supervisor.post(`cases/${id}/allocate`, { workerId: own.workerId });
    await own.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: own.now().toISOString() });
    return id;
  }

  async function limbo(query: string, caller: CallerOf): Promise<LimboItem[]> {
    return (await caller.get<{ items: LimboItem[] }>(`limbo?limit=200&${query}`)).body.items;
  }

  async function of(id: string): Promise<LimboItem[]> {
    return (await limbo('', world.supervisor)).filter(({ caseId }) => caseId === id);
  }

  async function pages(caller: CallerOf, query: string, limit = 3): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `limbo?limit=${String(limit)}&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body }: { body: { items: LimboItem[]; nextCursor: string | null } } = await caller.get(path);
      found.push(...ids(body.items));
      cursor = body.nextCursor;
    }
    return found;
  }

  async function act(id: string, action: object): Promise<void> {
    expect((await world.linkWorker.post<CaseView>(`cases/${id}/actions`, action)).status).toBe(201);
  }

  /** A change that the service itself would refuse: the constraint that keeps it out is taken away. */
  async function byHand(id: string, change: string): Promise<void> {
    await world.dataSource.query(`ALTER TABLE "case" DROP CONSTRAINT IF EXISTS case_open_has_next_action`);
    await world.dataSource.query(`UPDATE "case" SET ${change} WHERE id = $1`, [id]);
  }
});

function ids(items: readonly LimboItem[]): string[] {
  return items.map(({ caseId }) => caseId);
}

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}
