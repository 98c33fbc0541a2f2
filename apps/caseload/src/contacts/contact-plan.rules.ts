import type { ContactMode, FieldProblem } from '#libs/contracts';
import { tooFarAhead } from '../clocks/horizon.rules';
import { defaultMode, isInPerson, type RemoteMode } from './contact-modes.rules';
import type { ContactPlan } from './planned-contact.entity';

/** How far the clock of a caller's computer may run behind ours. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Who is not back by then is missed too late (GV-04). */
const LONGEST_VISIT_MS = 12 * 3_600_000;

/** What is told of a contact that is to happen: times with time zone. */
export interface ToldContact {
  readonly at: string;
  readonly mode?: ContactMode;
  readonly place?: string;
  readonly reason?: string;
  readonly expectedBackAt?: string;
  readonly colleagueId?: string;
}

/** What a plan for a contact depends on beside what is told. */
export interface PlanCircumstances {
  readonly now: Date;
  readonly preferred: ContactMode | null;
  /** While in-person contact is suspended at that time: the mode that replaces it (CL-35). */
  readonly suspendedFor: RemoteMode | null;
  /** The plan that it replaces, when a contact is rescheduled. */
  readonly previous: ContactPlan | null;
}

/** A plan with all that is wrong with it. */
export interface CheckedPlan {
  readonly plan: Omit<ContactPlan, 'mode'> & { readonly mode: ContactMode | null };
  readonly problems: readonly FieldProblem[];
}

/** Works out how a contact is to happen: as the person prefers unless a reason is given for another way (CL-06). */
export function planOf(told: ToldContact, circumstances: PlanCircumstances): CheckedPlan {
  const { now, preferred, suspendedFor, previous } = circumstances;
  const at = new Date(told.at);
  const expected = defaultMode(preferred, suspendedFor);
  const kept = previous && !(suspendedFor && isInPerson(previous.mode)) ? previous.mode : null;
  const mode = told.mode ?? kept ?? expected;
  const sameMode = previous !== null && mode === previous.mode;
  const modeReason = told.reason ?? (sameMode ? previous.modeReason : null);
  const isVisit = mode === 'home-visit';
  const expectedBackAt = isVisit ? backAt(told, at, previous) : null;
  const colleagueId = isVisit ? (told.colleagueId ?? previous?.colleagueId ?? null) : null;
  const plan = { mode, place: told.place ?? (sameMode ? previous.place : null), at, modeReason, expectedBackAt, colleagueId };
  const problems = [
    ...(at.getTime() < now.getTime() - CLOCK_TOLERANCE_MS ? [problem('/at', 'in-past', 'A planned contact lies ahead.')] : []),
    ...tooFarAhead('/at', at, now),
    ...(mode === null ? [problem('/mode', 'required', 'The person has no preferred mode yet: say how the contact is to happen.')] : []),
    ...override(mode, expected, modeReason, sameMode, suspendedFor !== null),
    ...(isVisit ? watch(at, expectedBackAt, colleagueId) : []),
  ];
  return { plan: { ...plan, modeReason: mode === expected ? null : modeReason }, problems };
}

function override(
  mode: ContactMode | null,
  expected: ContactMode | null,
  reason: string | null,
  wasAccepted: boolean,
  suspended: boolean,
): FieldProblem[] {
  const isUsual = mode === null || expected === null || mode === expected;
  if (isUsual || reason !== null || (wasAccepted && !suspended)) return [];
  const why = suspended && isInPerson(mode) ? 'In-person contact is suspended then' : `The person prefers ${expected}`;
  return [problem('/reason', 'needed-to-override', `${why}: say why this contact is to be ${mode}.`)];
}

// Somebody else knows when the worker should be back, or nobody would miss them (GV-04).
function watch(at: Date, expectedBackAt: Date | null, colleagueId: string | null): FieldProblem[] {
  return [
    ...(expectedBackAt === null ? [problem('/expectedBackAt', 'required', 'A home visit says when the worker expects to be back.')] : []),
    ...(expectedBackAt && expectedBackAt <= at
      ? [problem('/expectedBackAt', 'before-visit', 'The worker is back after the visit began.')]
      : []),
    ...(expectedBackAt && expectedBackAt.getTime() > at.getTime() + LONGEST_VISIT_MS
      ? [problem('/expectedBackAt', 'too-late', 'A home visit lasts 12 hours at most: until then nobody would miss the worker.')]
      : []),
    ...(colleagueId === null
      ? [problem('/colleagueId', 'required', 'A home visit names a colleague who is told when they are overdue.')]
      : []),
  ];
}

function backAt(told: ToldContact, at: Date, previous: ContactPlan | null): Date | null {
  if (told.expectedBackAt !== undefined) return new Date(told.expectedBackAt);
  if (!previous?.expectedBackAt) return null;
  return new Date(at.getTime() + previous.expectedBackAt.getTime() - previous.at.getTime());
}

function problem(pointer: string, code: string, detail: string): FieldProblem {
  return { pointer, code, detail };
}
