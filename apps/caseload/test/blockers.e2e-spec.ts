import { randomUUID } from 'node:crypto';
import type { BlockerView } from '../src/blockers/blocker.dto';
import type { CaseView } from '../src/cases/case.view';
import type { LimboItem } from '../src/limbo/limbo.dto';
import { day } from './builders/plans';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

const TOLD = { blocker: 'assessment', owner: 'Occupational therapy team' };

describe('what support waits for', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('counts in the whole wait of the person, also when it is over (CL-19)', async () => {
    const { id } = await world.openCase({ receivedAt: daysAgo(30) });
    await world.supervisor.post(`cases/${id}/allocate`, { workerId: world.workerId });
    await world.linkWorker.post(`cases/${id}/contacts`, { mode: 'phone', outcome: 'kept', at: daysAgo(20) });
    const made = await world.linkWorker.post<BlockerView>(`cases/${id}/blockers`, { ...TOLD, expectedBy: day(20), since: day(-9) });
    expect([made.status, made.body]).toMatchObject([201, { ...TOLD, endedAt: null }]);
    const { waiting } = await caseOf(id);
    expect(waiting.segments.map(({ kind }) => kind)).toEqual(['first-contact', 'blocked']);
    expect(waiting.blockedDays).toBeGreaterThanOrEqual(9);
    expect(waiting.totalDays).toBe(10 + waiting.blockedDays);
    const ended = await world.linkWorker.post<BlockerView>(`cases/${id}/blockers/${made.body.id}/end`, {});
    expect([ended.status, ended.body.endedAt === null]).toEqual([200, false]);
    expect((await caseOf(id)).waiting).toMatchObject({ totalDays: waiting.totalDays, blockedDays: waiting.blockedDays });
    const again = await world.linkWorker.post<Problem>(`cases/${id}/blockers/${made.body.id}/end`, {});
    expect([again.status, again.body.code]).toEqual([409, 'BLOCKER.ENDED']);
  });

  it('stands in the limbo list when its day has passed, until it has another day or has ended (CL-19)', async () => {
    const { id } = await world.supportedCase();
    const { body } = await world.linkWorker.post<BlockerView>(`cases/${id}/blockers`, { ...TOLD, expectedBy: day(2) });
    expect(await limbo(id)).toEqual([]);
    // Its day has come.
    await world.dataSource.query(`UPDATE action SET due_at = now() - interval '1 hour' WHERE source = $1`, [`blocker:${body.id}`]);
    await world.dataSource.query(`UPDATE "case" SET blocked_late_at = now() - interval '1 hour' WHERE id = $1`, [id]);
    expect(await limbo(id)).toMatchObject([{ reasons: ['blocked-past-date'], owner: 'Priya Shah' }]);
    const moved = await world.linkWorker.post<BlockerView>(`cases/${id}/blockers/${body.id}/expect`, { expectedBy: day(9) });
    expect([moved.status, moved.body.expectedBy]).toEqual([200, day(9)]);
    expect(await limbo(id)).toEqual([]);
    const { items } = (await world.linkWorker.get<{ items: { id: string; source: string | null }[] }>(`cases/${id}/actions`)).body;
    const action = items.find(({ source }) => source === `blocker:${body.id}`);
    const done = await world.linkWorker.post<Problem>(`cases/${id}/actions/${action?.id ?? ''}/complete`, { outcome: 'Forgot it' });
    expect([done.status, done.body.code]).toEqual([409, 'ACTION.ENDS_WITH_ITS_CAUSE']);
    await world.linkWorker.post(`cases/${id}/blockers/${body.id}/end`, {});
    expect((await caseOf(id)).nextAction?.type).not.toBe('blocked');
  });

  it('is refused with every problem, and does not exist for another organisation', async () => {
    const { id, version } = await world.supportedCase();
    const wrong = await world.linkWorker.post<Problem>(`cases/${id}/blockers`, { ...TOLD, expectedBy: day(-1), since: day(2) });
    expect([wrong.status, wrong.body.errors]).toMatchObject([
      422,
      [
        { pointer: '/expectedBy', code: 'in-past' },
        { pointer: '/since', code: 'in-future' },
      ],
    ]);
    const nobody = await world.linkWorker.post<Problem>(`cases/${id}/blockers`, { blocker: 'weather', owner: '', expectedBy: 'soon' });
    expect([nobody.status, nobody.body.errors?.map(({ pointer }) => pointer)]).toEqual([400, ['/blocker', '/owner', '/expectedBy']]);
    expect((await caseOf(id)).version).toBe(version);
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.get(`cases/${id}/blockers`)).status).toBe(404);
    expect((await stranger.post(`cases/${id}/blockers`, { ...TOLD, expectedBy: day(2) })).status).toBe(404);
    expect((await world.linkWorker.get<{ items: object[] }>(`cases/${id}/blockers`)).body.items).toEqual([]);
  });

  async function caseOf(id: string): Promise<CaseView> {
    return (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }

  async function limbo(id: string): Promise<LimboItem[]> {
    const { items } = (await world.supervisor.get<{ items: LimboItem[] }>('limbo?limit=200')).body;
    return items.filter(({ caseId, reasons }) => caseId === id && reasons.includes('blocked-past-date'));
  }
});

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}
