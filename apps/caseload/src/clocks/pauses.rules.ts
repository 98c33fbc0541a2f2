import type { Nation } from './bank-holidays.rules';
import { closingTimeOf, dayAfter, isWorkingDay, localDateOf } from './working-days.rules';

/** What can be paused. */
export const CLOCKS = ['allocation', 'first-contact', 'response', 'review'] as const;
export type ClockName = (typeof CLOCKS)[number];

/** Why a clock may stand still; nothing else stops it. */
export const PAUSE_REASONS = ['person-asked', 'in-hospital', 'person-away', 'bereavement', 'third-step', 'service-suspended'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Whole days on which a clock stands still: ISO dates, the last one included. */
export interface Pause {
  readonly from: string;
  readonly until: string;
}

/** The end of the `days`-th working day after the day of `from` on which the clock runs. */
export function dueWithPauses(from: Date, days: number, pauses: readonly Pause[], nation: Nation): Date {
  return endOf(from, days, (date) => counts(date, pauses, nation));
}

/** The closing time of the `days`-th day of the calendar after the day of `from` on which the clock runs. */
export function calendarDaysWithPauses(from: Date, days: number, pauses: readonly Pause[]): Date {
  return endOf(from, days, (date) => !isPaused(date, pauses));
}

/** On how many days of the calendar a clock stands still in all; one that two pauses name counts once. */
export function daysPaused(pauses: readonly Pause[]): number {
  const days = new Set<string>();
  for (const { from, until } of pauses) for (let date = from; date <= until; date = dayAfter(date)) days.add(date);
  return days.size;
}

/** Working days after the day of `from`, up to and with the day of `to`, on which the clock ran. */
export function daysRun(from: Date, to: Date, pauses: readonly Pause[], nation: Nation): number {
  const last = localDateOf(to);
  let run = 0;
  for (let date = dayAfter(localDateOf(from)); date <= last; date = dayAfter(date)) if (counts(date, pauses, nation)) run += 1;
  return run;
}

/**
 * Where a date moves when a pause is added to a clock: as many working days as were promised lie before it, those of the
 * pause not counted. A date that had passed before the pause began stays.
 */
export function dueAfterPause(startedAt: Date, dueAt: Date, pauses: readonly Pause[], added: Pause, nation: Nation): Date {
  const promised = daysRun(startedAt, dueAt, pauses, nation);
  return promised === 0 ? dueAt : dueWithPauses(startedAt, promised, [...pauses, added], nation);
}

function endOf(from: Date, days: number, isCounted: (date: string) => boolean): Date {
  let date = localDateOf(from);
  for (let left = days; left > 0;) {
    date = dayAfter(date);
    if (isCounted(date)) left -= 1;
  }
  return closingTimeOf(date);
}

function counts(date: string, pauses: readonly Pause[], nation: Nation): boolean {
  return isWorkingDay(date, nation) && !isPaused(date, pauses);
}

function isPaused(date: string, pauses: readonly Pause[]): boolean {
  return pauses.some(({ from, until }) => from <= date && date <= until);
}
