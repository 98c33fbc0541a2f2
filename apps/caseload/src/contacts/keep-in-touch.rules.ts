import type { ContactMode } from '#libs/contracts';
import type { Nation } from '../clocks/bank-holidays.rules';
import { dayAfter, isWorkingDay, localDateOf } from '../clocks/working-days.rules';
import { isInPerson } from './contact-modes.rules';

/** How vulnerable a person is, as far as it decides how often they are called (CL-35). */
export const KEEP_IN_TOUCH_TIERS = ['high', 'medium', 'low'] as const;
export type KeepInTouchTier = (typeof KEEP_IN_TOUCH_TIERS)[number];

const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;
const HOUR_MS = 3_600_000;
const localHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' });

/** When the next call falls: some weeks on at the same local time of the day, or on the first working day after that. */
export function nextCallAt(last: Date, weeks: number, nation: Nation): Date {
  let at = sameHour(last, new Date(last.getTime() + weeks * DAYS_A_WEEK * DAY_MS));
  let date = localDateOf(at);
  while (!isWorkingDay(date, nation)) {
    at = sameHour(last, new Date(at.getTime() + DAY_MS));
    date = dayAfter(date);
  }
  return at;
}

/** How a call to keep in touch happens: as the person prefers where that needs no meeting, else by phone. */
export function callMode(preferred: ContactMode | null): ContactMode {
  return preferred === null || isInPerson(preferred) ? 'phone' : preferred;
}

// The United Kingdom is at UTC or one hour ahead: a summer call at ten is one at ten in winter too.
function sameHour(as: Date, at: Date): Date {
  const hoursLater = Number(localHour.format(at)) - Number(localHour.format(as));
  const shift = hoursLater > 12 ? hoursLater - 24 : hoursLater < -12 ? hoursLater + 24 : hoursLater;
  return new Date(at.getTime() - shift * HOUR_MS);
}
