import { waitingOf } from './waiting.rules';

const day = (date: number) => new Date(Date.UTC(2026, 0, date, 9));
const CASE = { receivedAt: day(1), firstContactAt: day(6), closedAt: null };

describe('How long a person has waited', () => {
  it('counts the way to the first contact and the time that support was blocked (CL-19)', () => {
    const blockers = [{ since: day(10), endedAt: day(17) }];
    const { totalDays, blockedDays, segments } = waitingOf(CASE, blockers, day(31));
    expect([totalDays, blockedDays]).toEqual([12, 7]);
    expect(segments.map(({ kind, days }) => [kind, days])).toEqual([
      ['first-contact', 5],
      ['blocked', 7],
    ]);
  });

  it('counts a day on which they waited for two reasons once', () => {
    const blockers = [
      { since: day(4), endedAt: day(9) },
      { since: day(8), endedAt: null },
    ];
    expect(waitingOf(CASE, blockers, day(11))).toMatchObject({ totalDays: 10, blockedDays: 7 });
  });

  it('is no day longer for a blocker within another', () => {
    const almost = new Date(day(11).getTime() - 1);
    const blockers = [
      { since: day(10), endedAt: almost },
      { since: new Date(day(10).getTime() + 3_600_000), endedAt: new Date(day(10).getTime() + 7_200_000) },
    ];
    expect(waitingOf(CASE, blockers, day(31)).blockedDays).toBe(0);
  });

  it('ends when the case closes', () => {
    const closed = { receivedAt: day(1), firstContactAt: null, closedAt: day(8) };
    expect(waitingOf(closed, [{ since: day(2), endedAt: null }], day(31))).toMatchObject({ totalDays: 7, blockedDays: 6 });
  });
});
