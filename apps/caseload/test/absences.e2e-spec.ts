import { randomUUID } from 'node:crypto';
import type { AbsenceView } from '../src/absences/absence.dto';
import type { CaseView } from '../src/cases/case.view';
import type { LimboItem } from '../src/limbo/limbo.dto';
import type { CallerOf, Problem } from './builders/callers';
import { day } from './builders/plans';
import { World } from './builders/world';

describe('a worker who is away', () => {
  let world: World;
  let cover: CallerOf;
  let coverId: string;

  beforeAll(async () => {
    world = await World.make();
    const sub = randomUUID();
    coverId = await world.register('Tom Reed', { accountSubject: sub });
    cover = await world.callerOf({ kind: 'person', sub, organisation: world.organisation, roles: ['link-worker'] });
  });

  afterAll(() => world.close());

  it('has what is due shown as the cover’s between the dates, keeps the cases, and gets it back when it ends early', async () => {
    const { id } = await world.allocatedCase();
    const overdue = await world.allocatedCase();
    await world.dataSource.query(`UPDATE "case" SET overdue_at = now() - interval '1 day' WHERE id = $1`, [overdue.id]);
    const told = { from: day(0), until: day(14), coverWorkerId: coverId, reason: 'leave' };
    const dry = await absent(world.workerId, { ...told, dryRun: true });
    expect([dry.status, dry.body]).toMatchObject([201, { id: null, dueActions: 2 }]);
    expect((await caseOf(id)).nextAction).toMatchObject({ owner: 'Priya Shah', ownerId: world.workerId });

    const { body } = await absent(world.workerId, told);
    const covered = await caseOf(id);
    expect(covered.worker).toEqual({ id: world.workerId, name: 'Priya Shah' });
    expect(covered.nextAction).toMatchObject({ owner: 'Tom Reed', ownerId: coverId });
    expect(await mine(cover)).toEqual(expect.arrayContaining([id, overdue.id]));
    expect(await limbo(cover)).toMatchObject([{ caseId: overdue.id, owner: 'Tom Reed' }]);
    expect(await mine(world.linkWorker)).toContain(id);

    const ended = await world.supervisor.post<AbsenceView>(`workers/${world.workerId}/absences/${body.id ?? ''}/end`, {});
    expect([ended.status, ended.body.endedAt === null]).toEqual([200, false]);
    expect((await caseOf(id)).nextAction).toMatchObject({ owner: 'Priya Shah', ownerId: world.workerId });
    expect(await mine(cover)).toEqual([]);
    expect(await limbo(cover)).toEqual([]);
    const again = await world.supervisor.post<Problem>(`workers/${world.workerId}/absences/${body.id ?? ''}/end`, {});
    expect([again.status, again.body.code]).toEqual([409, 'ABSENCE.ENDED']);
  });

  it('has no cover before the first day', async () => {
    const { id } = await world.allocatedCase();
    await absent(world.workerId, { from: day(40), until: day(50), coverWorkerId: coverId, reason: 'training' });
    expect((await caseOf(id)).nextAction?.owner).toBe('Priya Shah');
    expect(await mine(cover)).toEqual([]);
  });

  it('is not away twice on one day; the cover works for all their schemes, is somebody else, and is there', async () => {
    const away = await world.register('Uma Away');
    const told = { from: day(1), until: day(5), coverWorkerId: coverId, reason: 'illness' };
    expect((await absent(away, told)).status).toBe(201);
    const again = await absent<Problem>(away, { ...told, from: day(5), until: day(9) });
    expect([again.status, again.body.errors]).toMatchObject([409, [{ pointer: '/from', code: 'absence-overlaps' }]]);
    const elsewhere = await world.register('Elsewhere', { schemeIds: [await world.anotherScheme()] });
    const stranger = await absent<Problem>(away, { ...told, from: day(20), until: day(19), coverWorkerId: elsewhere });
    expect([stranger.status, stranger.body.errors?.map(({ code }) => code)]).toEqual([
      422,
      ['ends-before-it-begins', 'worker-not-of-scheme'],
    ]);
    const self = await absent<Problem>(away, { ...told, coverWorkerId: away });
    expect(self.body.errors).toMatchObject([{ pointer: '/coverWorkerId', code: 'same-worker' }]);
    const other = await world.register('Vic Hart');
    expect((await absent<Problem>(other, { ...told, coverWorkerId: away })).body.errors).toMatchObject([{ code: 'cover-away' }]);
    expect((await absent<Problem>(coverId, { ...told, coverWorkerId: other })).body.errors).toMatchObject([{ code: 'covers-for-another' }]);
    expect((await world.linkWorker.post(`workers/${away}/absences`, told)).status).toBe(403);
    const foreign = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await foreign.post(`workers/${away}/absences`, told)).status).toBe(404);
  });

  function absent<T = AbsenceView>(workerId: string, told: object) {
    return world.supervisor.post<T>(`workers/${workerId}/absences`, told);
  }

  async function caseOf(id: string): Promise<CaseView> {
    return (await world.supervisor.get<CaseView>(`cases/${id}`)).body;
  }

  async function mine(caller: CallerOf): Promise<string[]> {
    return (await caller.get<{ items: CaseView[] }>('cases?workerId=me&limit=200')).body.items.map(({ id }) => id);
  }

  async function limbo(caller: CallerOf): Promise<LimboItem[]> {
    return (await caller.get<{ items: LimboItem[] }>('limbo?workerId=me&limit=200')).body.items;
  }
});
