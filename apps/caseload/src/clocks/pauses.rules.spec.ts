import fc from 'fast-check';
import type { Nation } from './bank-holidays.rules';
import { calendarDaysWithPauses, daysPaused, daysRun, dueAfterPause, dueWithPauses, type Pause } from './pauses.rules';
import { endOfWorkingDay, isWorkingDay, localDateOf, workingDaysBetween } from './working-days.rules';

const DAY_MS = 86_400_000;

const instants = fc.date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2028-06-01T00:00:00Z'), noInvalidDate: true });
const nations = fc.constantFrom<Nation>('england', 'wales', 'scotland', 'northern-ireland');
const promises = fc.integer({ min: 1, max: 40 });
const pauses: fc.Arbitrary<Pause> = fc.tuple(instants, fc.integer({ min: 0, max: 60 })).map(([from, days]) => ({
  from: localDateOf(from),
  until: localDateOf(new Date(from.getTime() + days * DAY_MS)),
}));
const lists = fc.array(pauses, { maxLength: 4 });

describe('a clock with pauses', () => {
  it('is the plain clock when nothing is paused', () => {
    fc.assert(
      fc.property(instants, promises, nations, (start, days, nation) => {
        expect(dueWithPauses(start, days, [], nation)).toEqual(endOfWorkingDay(start, days, nation));
      }),
    );
  });

  it('ends on a working day outside of every pause, after as many days run as were promised', () => {
    fc.assert(
      fc.property(instants, promises, lists, nations, (start, days, paused, nation) => {
        const due = dueWithPauses(start, days, paused, nation);
        const date = localDateOf(due);
        expect(isWorkingDay(date, nation)).toBe(true);
        expect(paused.some(({ from, until }) => from <= date && date <= until)).toBe(false);
        expect(daysRun(start, due, paused, nation)).toBe(days);
      }),
    );
  });

  it('moves later or stays when a pause is added, by no more than the working days of the pause', () => {
    fc.assert(
      fc.property(instants, promises, lists, pauses, nations, (start, days, before, added, nation) => {
        const due = dueWithPauses(start, days, before, nation);
        const moved = dueAfterPause(start, due, before, added, nation);
        expect(moved.getTime()).toBeGreaterThanOrEqual(due.getTime());
        expect(moved).toEqual(dueWithPauses(start, days, [...before, added], nation));
        expect(daysRun(due, moved, [...before, added], nation)).toBeLessThanOrEqual(workingDaysIn(added, nation));
      }),
    );
  });

  it('ends at the same time in whatever order its pauses are recorded, and when one is told twice', () => {
    fc.assert(
      fc.property(instants, promises, pauses, pauses, nations, (start, days, one, other, nation) => {
        const due = endOfWorkingDay(start, days, nation);
        const then = (first: Pause, second: Pause) =>
          dueAfterPause(start, dueAfterPause(start, due, [], first, nation), [first], second, nation);
        expect(then(one, other)).toEqual(then(other, one));
        expect(then(one, one)).toEqual(dueAfterPause(start, due, [], one, nation));
      }),
    );
  });

  it('stays where it was when the pause begins after it has ended', () => {
    fc.assert(
      fc.property(instants, promises, pauses, nations, (start, days, pause, nation) => {
        const due = endOfWorkingDay(start, days, nation);
        fc.pre(pause.from > localDateOf(due));
        expect(dueAfterPause(start, due, [], pause, nation)).toEqual(due);
      }),
    );
  });
});

describe('a pause', () => {
  const monday = new Date('2026-11-23T09:00:00Z');

  it.each([
    ['one day', '2026-11-25', '2026-11-25', '2026-12-01T17:00:00.000Z'],
    ['its first and its last day', '2026-11-24', '2026-11-26', '2026-12-03T17:00:00.000Z'],
    ['to the day on which it would have ended', '2026-11-26', '2026-11-30', '2026-12-03T17:00:00.000Z'],
    ['over a weekend', '2026-11-27', '2026-11-30', '2026-12-02T17:00:00.000Z'],
    ['a weekend alone, which nobody counted', '2026-11-28', '2026-11-29', '2026-11-30T17:00:00.000Z'],
    ['from the day after its end', '2026-12-01', '2026-12-04', '2026-11-30T17:00:00.000Z'],
  ])('moves what is due in five working days by the working days of it: %s', (_what, from, until, due) => {
    expect(dueWithPauses(monday, 5, [{ from, until }], 'england').toISOString()).toBe(due);
    expect(dueAfterPause(monday, new Date('2026-11-30T17:00:00Z'), [], { from, until }, 'england').toISOString()).toBe(due);
  });

  it.each([
    ['nothing paused', [], '2026-12-07T17:00:00.000Z'],
    ['five days paused', [['2026-11-25', '2026-11-29']], '2026-12-12T17:00:00.000Z'],
    ['its last day paused', [['2026-12-07', '2026-12-07']], '2026-12-08T17:00:00.000Z'],
    ['Christmas on the way, which counts', [['2026-11-24', '2026-12-16']], '2026-12-30T17:00:00.000Z'],
  ] as const)('moves what is due in fourteen days of the calendar by every day of it: %s', (_what, paused, due) => {
    const pauses = paused.map(([from, until]) => ({ from, until }));
    expect(calendarDaysWithPauses(monday, 14, pauses).toISOString()).toBe(due);
  });

  it('counts each day of the calendar once in the days that a clock has stood still', () => {
    expect(daysPaused([])).toBe(0);
    expect(daysPaused([{ from: '2026-11-23', until: '2026-11-23' }])).toBe(1);
    const two = [
      { from: '2026-11-23', until: '2026-11-29' },
      { from: '2026-11-28', until: '2026-12-02' },
    ];
    expect(daysPaused(two)).toBe(10);
  });
});

describe('working days between two instants', () => {
  it('are those that a count day by day finds', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -400, max: 400 }), nations, (from, days, nation) => {
        const to = new Date(from.getTime() + days * DAY_MS);
        expect(workingDaysBetween(from, to, nation)).toBe(daysRun(from, to, [], nation));
      }),
    );
  });
});

function workingDaysIn({ from, until }: Pause, nation: Nation): number {
  const dayBefore = new Date(Date.parse(`${from}T12:00:00Z`) - DAY_MS);
  return daysRun(dayBefore, new Date(`${until}T12:00:00Z`), [], nation);
}
