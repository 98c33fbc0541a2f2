import type { FieldProblem } from '#libs/contracts';
import { localDateOf } from './working-days.rules';

const DAY_MS = 86_400_000;
/** What is due or planned further ahead is forgotten rather than planned, and hides that nothing else is next. */
const FARTHEST_DAYS = 366;
const DETAIL = 'This lies more than a year ahead: choose an earlier date, and go on from there.';

/** Why something cannot be due or planned then; nothing when it can. */
export function tooFarAhead(pointer: string, at: Date, now: Date): FieldProblem[] {
  return at > farthest(now) ? [{ pointer, code: 'too-far-ahead', detail: DETAIL }] : [];
}

/** The same of a day, as an ISO date. */
export function dayTooFarAhead(pointer: string, day: string, now: Date): FieldProblem[] {
  return day > localDateOf(farthest(now)) ? [{ pointer, code: 'too-far-ahead', detail: DETAIL }] : [];
}

function farthest(now: Date): Date {
  return new Date(now.getTime() + FARTHEST_DAYS * DAY_MS);
}
