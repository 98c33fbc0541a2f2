import type { CaseStatus } from '#libs/contracts';
import type { Nation } from './bank-holidays.rules';
import { calendarDaysWithPauses, type Pause } from './pauses.rules';
import { endOfWorkingDay } from './working-days.rules';

/** The timers of a case. */
export const CASE_TIMERS = {
  allocation: 'case.allocation-overdue',
  firstContact: 'case.first-contact-overdue',
  notContacted: 'case.not-contacted',
  nextAction: 'case.next-action-overdue',
  review: 'case.review',
} as const;

/** What a case's timers depend on. */
export interface DeadlineFacts {
  readonly status: CaseStatus;
  readonly allocateBy: Date;
  readonly contactBy: Date;
  readonly allocatedAt: Date | null;
  readonly firstContactAt: Date | null;
  readonly nextActionDueAt: Date | null;
  readonly reviewBy: Date | null;
}

export interface Thresholds {
  readonly nation: Nation;
  readonly notContactedAlertCalendarDays: number;
  readonly overdueLimboWorkingDays: number;
  /** Of the first-contact clock. */
  readonly pauses: readonly Pause[];
}

/** When each timer of a case is due, by its kind; null when there is nothing to wait for. */
export type Deadlines = Readonly<Record<string, Date | null>>;

/** When each timer of a case is due. */
export function deadlinesOf(facts: DeadlineFacts, thresholds: Thresholds): Deadlines {
  const open = facts.status !== 'closed';
  const spokenTo = facts.firstContactAt !== null;
  return {
    [CASE_TIMERS.allocation]: facts.status === 'unallocated' ? facts.allocateBy : null,
    [CASE_TIMERS.firstContact]: open && !spokenTo ? facts.contactBy : null,
    [CASE_TIMERS.notContacted]: open && !spokenTo && facts.allocatedAt ? notContactedAt(facts.allocatedAt, thresholds) : null,
    [CASE_TIMERS.nextAction]: facts.nextActionDueAt ? overdueAt(facts.nextActionDueAt, thresholds) : null,
    [CASE_TIMERS.review]: open ? facts.reviewBy : null,
  };
}

/** The deadlines that are not what they were. */
export function changedDeadlines(before: Deadlines | null, after: Deadlines): { kind: string; dueAt: Date | null }[] {
  return Object.entries(after)
    .filter(([kind, dueAt]) => dueAt?.getTime() !== before?.[kind]?.getTime())
    .map(([kind, dueAt]) => ({ kind, dueAt }));
}

/** When a case counts as allocated and not contacted, in days that a person waits: weekends are among them (CL-15). */
export function notContactedAt(allocatedAt: Date, { notContactedAlertCalendarDays, pauses }: Thresholds): Date {
  return calendarDaysWithPauses(allocatedAt, notContactedAlertCalendarDays, pauses);
}

// With no days of grace, a next action is overdue when its time has come.
function overdueAt(dueAt: Date, { nation, overdueLimboWorkingDays }: Thresholds): Date {
  return overdueLimboWorkingDays === 0 ? dueAt : endOfWorkingDay(dueAt, overdueLimboWorkingDays, nation);
}
