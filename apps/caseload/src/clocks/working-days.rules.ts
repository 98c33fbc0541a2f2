import { BANK_HOLIDAYS, type Nation } from './bank-holidays.rules';

const ZONE = 'Europe/London';
/** A working day of the service ends at this hour, local time: a promise "within two working days" ends then. */
const CLOSING_HOUR = 17;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const localDate = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const localHour = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' });

/** Monday to Friday, and no bank holiday of the nation. `date` is an ISO date. */
export function isWorkingDay(date: string, nation: Nation): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !BANK_HOLIDAYS[nation].has(date);
}

/** The end of the `days`-th working day after the day of `from`; that day itself does not count, wherever it falls. */
export function endOfWorkingDay(from: Date, days: number, nation: Nation): Date {
  let date = localDate.format(from);
  for (let left = days; left > 0;) {
    date = dayAfter(date);
    if (isWorkingDay(date, nation)) left -= 1;
  }
  return closingTimeOf(date);
}

/** The day after, as ISO dates. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** The day it is in the United Kingdom, as an ISO date. */
export function localDateOf(at: Date): string {
  return localDate.format(at);
}

/** When the service closes on a day. */
export function closingTimeOf(date: string): Date {
  return localHourOf(date, CLOSING_HOUR);
}

/** When a day begins in the United Kingdom. */
export function startOfDay(date: string): Date {
  return localHourOf(date, 0);
}

// The United Kingdom is at UTC or one hour ahead.
function localHourOf(date: string, hour: number): Date {
  const asIfUtc = Date.parse(`${date}T00:00:00Z`) + hour * HOUR_MS;
  const ahead = Number(localHour.format(asIfUtc)) - hour;
  return new Date(asIfUtc - ahead * HOUR_MS);
}

/** Working days after the day of `from`, up to and with the day of `to`; 0 when `to` is no later day. */
export function workingDaysBetween(from: Date, to: Date, nation: Nation): number {
  const [first, last] = [localDate.format(from), localDate.format(to)];
  if (last <= first) return 0;
  const holidays = [...BANK_HOLIDAYS[nation]].filter((date) => date > first && date <= last);
  return weekdaysUpTo(last) - weekdaysUpTo(first) - holidays.length;
}

/** Mondays to Fridays since a Sunday long ago, that day included. */
function weekdaysUpTo(date: string): number {
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse('1999-12-26T00:00:00Z')) / DAY_MS);
  return Math.floor(days / 7) * 5 + Math.min(days % 7, 5);
}
