import { randomUUID } from 'node:crypto';
import type { CaseView } from '../src/cases/case.view';
import type { ClockPauseView } from '../src/clocks/clock-pause.dto';
import { dueAfterPause } from '../src/clocks/pauses.rules';
import { respondBy } from '../src/clocks/service-levels.rules';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

const CLOCKS = { nation: 'england', allocateWithin: 2, contactWithin: 5, respondWithin: 10 } as const;

describe('the clocks of a case', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('stand still for a recorded reason, and what is due moves by the working days of the pause (CL-12)', async () => {
    const { id, receivedAt, contactBy, allocateBy } = await world.allocatedCase();
    const pause = { clock: 'first-contact', reason: 'in-hospital', from: inDays(1), until: inDays(10) };
    const paused = await world.linkWorker.post<ClockPauseView>(`cases/${id}/clock-pauses`, pause);
    expect(paused).toMatchObject({ status: 201, body: pause });
    const moved = dueAfterPause(new Date(receivedAt), new Date(contactBy), [], pause, 'england').toISOString();
    expect(moved > contactBy).toBe(true);
    expect(await read(id)).toMatchObject({ contactBy: moved, allocateBy, nextAction: { type: 'first-contact', dueAt: moved } });
    const set = await world.dataSource.query<{ due_at: Date }[]>(
      `SELECT due_at FROM timer WHERE subject_id = $1 AND kind = 'case.first-contact-overdue'`,
      [id],
    );
    expect(set).toEqual([{ due_at: new Date(moved) }]);
    const { body } = await world.linkWorker.get<{ items: ClockPauseView[] }>(`cases/${id}/clock-pauses`);
    expect(body.items).toEqual([paused.body]);
  });

  it("move a provider's time to answer, and the review, each on its own", async () => {
    const { id, reviewBy } = await world.supportedCase();
    await world.connect(id);
    const pause = { reason: 'service-suspended', from: inDays(1), until: inDays(7) };
    await world.linkWorker.post(`cases/${id}/clock-pauses`, { clock: 'response', ...pause });
    const [connection] = (await read(id)).connections;
    const requestedAt = new Date(connection?.requestedAt ?? '');
    const due = dueAfterPause(requestedAt, respondBy(requestedAt, CLOCKS), [], pause, 'england');
    expect(connection?.respondBy).toBe(due.toISOString());
    expect((await read(id)).reviewBy).toBe(reviewBy);
    await world.linkWorker.post(`cases/${id}/clock-pauses`, { clock: 'review', ...pause });
    expect(((await read(id)).reviewBy ?? '') > (reviewBy ?? '')).toBe(true);
  });

  it.each([
    ['a clock that does not run', { clock: 'allocation' }, 409, '/clock', 'not-running'],
    ['a clock of nothing that was asked', { clock: 'response' }, 409, '/clock', 'not-running'],
    ['an end before its beginning', { until: '2020-01-01' }, 422, '/until', 'before-from'],
    ['a day before the referral', { from: '2020-01-01' }, 422, '/from', 'before-referral'],
    ['no end in sight', { until: '2050-01-01' }, 422, '/until', 'too-long'],
    ['a reason that is none', { reason: 'busy' }, 400, '/reason', 'is-in'],
    ['a time instead of a day', { from: '2030-01-07T10:00:00Z' }, 400, '/from', 'day'],
  ])('do not stand still for %s, and nothing changes', async (_what, wrong, status, pointer, code) => {
    const before = await world.allocatedCase();
    const pause = { clock: 'first-contact', reason: 'person-away', from: inDays(1), until: inDays(3), ...wrong };
    const refused = await world.linkWorker.post<Problem>(`cases/${before.id}/clock-pauses`, pause);
    expect(refused.status).toBe(status);
    expect(refused.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, code })]));
    expect((await read(before.id)).version).toBe(before.version);
  });

  it('are not moved by the link worker of a stranger, nor by one who saw an older version', async () => {
    const { id } = await world.allocatedCase();
    const pause = { clock: 'first-contact', reason: 'person-away', from: inDays(1), until: inDays(3) };
    const stranger = await world.callerOf({ kind: 'person', organisation: randomUUID(), roles: ['supervisor'] });
    expect((await stranger.post(`cases/${id}/clock-pauses`, pause)).status).toBe(404);
    expect((await stranger.get(`cases/${id}/clock-pauses`)).status).toBe(404);
    expect((await world.linkWorker.post(`cases/${id}/clock-pauses`, pause, { 'if-match': '"1"' })).status).toBe(412);
  });

  async function read(id: string): Promise<CaseView> {
    return (await world.linkWorker.get<CaseView>(`cases/${id}`)).body;
  }
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
