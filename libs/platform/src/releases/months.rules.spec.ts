import { lastWholeMonth, monthAfter, monthsBetween } from './months.rules';

describe('months by the clock on the wall', () => {
  it.each([
    ['2026-11-27T10:00:00Z', '2026-10'],
    ['2026-01-01T00:00:00Z', '2025-12'],
    ['2026-06-30T22:59:59Z', '2026-05'],
    ['2026-06-30T23:00:00Z', '2026-06'],
  ])('at %s the last that is over is %s', (now, month) => {
    expect(lastWholeMonth(new Date(now))).toBe(month);
  });

  it('follow one another over the end of a year', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2026-01')).toEqual([]);
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
  });
});
