import { randomUUID } from 'node:crypto';
import type { CaseView } from '../src/cases/case.view';
import type { ReallocationView, UndoneView } from '../src/reallocations/reallocation.dto';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

describe('the cases of a worker who leaves', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('go evenly to those named after a dry run that changes nothing, and come back when it is undone, but for what has changed since', async () => {
    const leaver = await world.register('Leaving');
    const [ann, tom] = [await world.register('Ann'), await world.register('Tom')];
    const cases = await casesOf(leaver, 5);
    const told = { to: [ann, tom], reason: 'Leaves on Friday' };
    const dry = await reallocate(leaver, { ...told, dryRun: true });
    expect(dry.body).toMatchObject({ id: null, dryRun: true, moved: 5, staying: 0 });
    expect(dry.body.shares.map((share) => share.cases).sort()).toEqual([2, 3]);
    expect(await ownersOf(cases)).toEqual(Array(5).fill(leaver));

    const done = await reallocate(leaver, told);
    expect(done.body).toMatchObject({ dryRun: false, moved: 5, staying: 0, shares: dry.body.shares });
    expect((await ownersOf(cases)).toSorted()).toEqual([...Array<string>(3).fill(ann), ...Array<string>(2).fill(tom)].toSorted());
    const referralIds = cases.map(({ referralId }) => referralId);
    for (const referralId of referralIds) await world.said(referralId, 'CaseOpened', 'CaseAllocated', 'CaseAllocated');

    const [changed, ...unchanged] = cases;
    await world.supervisor.post(`cases/${changed?.id ?? ''}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    const undone = await world.supervisor.post<UndoneView>(`workers/${leaver}/reallocations/${done.body.id ?? ''}/undo`, {});
    expect([undone.status, undone.body]).toEqual([200, { movedBack: 4, staying: 1 }]);
    expect(await ownersOf(unchanged)).toEqual(Array(4).fill(leaver));
    expect(await ownersOf([changed as CaseView])).not.toEqual([leaver]);
    const again = await world.supervisor.post<Problem>(`workers/${leaver}/reallocations/${done.body.id ?? ''}/undo`, {});
    expect([again.status, again.body.code]).toEqual([409, 'REALLOCATION.UNDONE']);
  });

  it('return to the queue with a new promise when nobody is named; one who was supported still is when the next worker comes', async () => {
    const leaver = await world.register('Leaving too');
    const [first] = await casesOf(leaver, 1);
    if (!first) throw new Error('No case');
    await world.supervisor.post(`cases/${first.id}/contacts`, { mode: 'phone', outcome: 'kept', at: new Date().toISOString() });
    const { body } = await reallocate(leaver, { reason: 'Ill' });
    expect(body).toMatchObject({ moved: 1, shares: [{ workerId: null, cases: 1 }] });
    const queued = await caseOf(first.id);
    expect(queued).toMatchObject({ status: 'unallocated', worker: null, nextAction: { ownerKind: 'queue' } });
    expect(queued.contacts).toHaveLength(1);
    const said = await world.said(first.referralId, 'CaseOpened', 'CaseAllocated', 'ContactRecorded', 'CaseQueued');
    expect(said.at(-1)?.data.allocateBy).toBe(queued.allocateBy);
    const taken = await world.supervisor.post<CaseView>(`cases/${first.id}/allocate`, { workerId: world.workerId });
    expect(taken.body.status).toBe('supporting');
  });

  it('stay when nobody named works for their scheme, and nothing goes to a stranger, to themselves or by a link worker', async () => {
    const leaver = await world.register('Leaving three');
    const elsewhere = await world.register('Elsewhere', { schemeIds: [await world.anotherScheme()] });
    const cases = await casesOf(leaver, 1);
    expect((await reallocate(leaver, { to: [elsewhere], reason: 'Leaves' })).body).toMatchObject({ moved: 0, staying: 1 });
    const wrong = await world.supervisor.post<Problem>(`workers/${leaver}/reallocate`, { to: [leaver, randomUUID()], reason: 'Leaves' });
    expect([wrong.status, wrong.body.errors]).toMatchObject([
      422,
      [
        { pointer: '/to/0', code: 'same-worker' },
        { pointer: '/to/1', code: 'worker-unknown' },
      ],
    ]);
    expect((await reallocate(randomUUID(), { reason: 'Leaves' })).status).toBe(404);
    expect((await world.linkWorker.post(`workers/${leaver}/reallocate`, { reason: 'Leaves' })).status).toBe(403);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.post(`workers/${leaver}/reallocate`, { reason: 'Leaves' })).status).toBe(404);
    expect(await ownersOf(cases)).toEqual([leaver]);
  });

  async function casesOf(workerId: string, count: number): Promise<CaseView[]> {
    const made: CaseView[] = [];
    for (let left = count; left > 0; left--) {
      const { id } = await world.openCase();
      made.push((await world.supervisor.post<CaseView>(`cases/${id}/allocate`, { workerId })).body);
    }
    return made;
  }

  function reallocate(workerId: string, told: object) {
    return world.supervisor.post<ReallocationView>(`workers/${workerId}/reallocate`, told);
  }

  async function caseOf(id: string): Promise<CaseView> {
    return (await world.supervisor.get<CaseView>(`cases/${id}`)).body;
  }

  function ownersOf(cases: readonly CaseView[]): Promise<(string | undefined)[]> {
    return Promise.all(cases.map(async ({ id }) => (await caseOf(id)).worker?.id));
  }
});
