import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import type { ClockPauseView } from '../src/clocks/clock-pause.dto';
import type { Problem } from './builders/callers';
import { World } from './builders/world';

describe('the clocks of a case', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  it('stand still for a recorded reason, and what is due moves by the working days of the pause (CL-12)', async () => {
    // A Monday: five working days end on the 30th, and ten days in hospital have eight working days.
    world.itIs('2026-11-23T09:00:00Z');
    const { id, allocateBy, contactBy } = await world.allocatedCase();
    expect([allocateBy, contactBy]).toEqual(['2026-11-25T17:00:00.000Z', '2026-11-30T17:00:00.000Z']);
    const pause = { clock: 'first-contact', reason: 'in-hospital', from: '2026-11-24', until: '2026-12-03' };
    const paused = await world.linkWorker.post<ClockPauseView>(`cases/${id}/clock-pauses`, pause);
    expect(paused).toMatchObject({ status: 201, body: pause });
    const moved = '2026-12-10T17:00:00.000Z';
    expect(await read(id)).toMatchObject({ contactBy: moved, allocateBy, nextAction: { type: 'first-contact', dueAt: moved } });
    const set = await world.dataSource.query<{ kind: string; due_at: Date }[]>(
      `SELECT kind, due_at FROM timer WHERE subject_id = $1 AND kind IN ('case.first-contact-overdue', 'case.not-contacted') ORDER BY kind`,
      [id],
    );
    // Fourteen days of the calendar, and the ten of the pause.
    expect(set).toEqual([
      { kind: 'case.first-contact-overdue', due_at: new Date(moved) },
      { kind: 'case.not-contacted', due_at: new Date('2026-12-17T17:00:00Z') },
    ]);
    const { body } = await world.linkWorker.get<{ items: ClockPauseView[] }>(`cases/${id}/clock-pauses`);
    expect(body.items).toEqual([paused.body]);
  });

  it("move a provider's time to answer, and the review, each on its own", async () => {
    world.itIs('2026-11-23T09:00:00Z');
    const { id, reviewBy } = await world.supportedCase();
    expect(reviewBy).toBe('2027-02-18T17:00:00.000Z');
    await world.connect(id);
    expect((await read(id)).connections[0]?.respondBy).toBe('2026-12-07T17:00:00.000Z');
    const pause = { reason: 'service-suspended', from: '2026-11-24', until: '2026-11-30' };
    await world.linkWorker.post(`cases/${id}/clock-pauses`, { clock: 'response', ...pause });
    expect((await read(id)).connections[0]?.respondBy).toBe('2026-12-14T17:00:00.000Z');
    expect((await read(id)).reviewBy).toBe(reviewBy);
    await world.linkWorker.post(`cases/${id}/clock-pauses`, { clock: 'review', ...pause });
    expect((await read(id)).reviewBy).toBe('2027-02-25T17:00:00.000Z');
  });

  it('stand still for so long in all as the scheme says, and an alert says early that they do, in many short pauses too (part of CL-12)', async () => {
    world.itIs('2026-11-23T09:00:00Z');
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, { longPauseAlertCalendarDays: 14, longestPauseCalendarDays: 21 });
    const { id, referralId } = await world.allocatedCase();
    const pause = (from: string, until: string, clock = 'first-contact') =>
      world.linkWorker.post<Problem>(`cases/${id}/clock-pauses`, { clock, reason: 'person-away', from, until });
    const alerts = async () => (await world.supervisor.get<{ items: { code: string }[] }>(`alerts?caseId=${id}`)).body.items;
    expect((await pause('2026-11-24', '2026-12-07')).status).toBe(201);
    expect(await alerts()).toEqual([]);
    expect((await pause('2026-12-09', '2026-12-12')).status).toBe(201);
    expect(await alerts()).toMatchObject([{ code: 'clock-paused-long' }]);
    const tooLong = { status: 422, body: { code: 'CLOCK.PAUSE_REFUSED', errors: [{ pointer: '/until', code: 'too-long' }] } };
    expect(await pause('2026-12-14', '2026-12-17')).toMatchObject(tooLong);
    expect((await pause('2026-12-14', '2026-12-16')).status).toBe(201);
    expect(await pause('2027-03-01', '2027-03-01')).toMatchObject(tooLong);
    await eventually(() => {
      const codes = world.neighbours.saidOf(referralId).map(({ data }) => data.code);
      expect(codes).toContain('clock-paused-long');
    });
    await world.supervisor.put(`schemes/${world.schemeId}/settings`, {});
    const other = await world.allocatedCase();
    const long = (until: string) =>
      world.linkWorker.post<Problem>(`cases/${other.id}/clock-pauses`, {
        ...{ clock: 'first-contact', reason: 'person-away', from: '2026-11-24', until },
      });
    // Ninety days, where the scheme says nothing.
    expect(await long('2027-02-22')).toMatchObject(tooLong);
    expect((await long('2027-02-21')).status).toBe(201);
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

  function inDays(days: number): string {
    return new Date(world.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  }
});
