import { followUpBy, type SchemeClocks } from '../clocks/service-levels.rules';
import { endOfWorkingDay } from '../clocks/working-days.rules';
import { Action } from './action.entity';

/** What made an escalation, so that it ends with its cause. */
export const ESCALATION_SOURCES = { allocation: 'clock:allocation', firstContact: 'clock:first-contact' } as const;

const WORKING_DAYS_A_WEEK = 5;

/** What the routine of a case depends on. */
export interface RoutineFacts {
  readonly status: string;
  readonly allocatedAt: Date | null;
  readonly firstContactAt: Date | null;
  readonly lastKeptAt: Date | null;
  readonly keptContacts: number;
  readonly closedAt: Date | null;
}

/** Ends the open actions whose cause is gone: escalations that were seen to, and everything when the case has closed. */
export function endSettled(facts: RoutineFacts, actions: readonly Action[]): void {
  for (const action of actions.filter(({ isOpen }) => isOpen)) {
    if (facts.closedAt) action.complete('caseload', facts.closedAt, 'case-closed');
    else if (action.source === ESCALATION_SOURCES.allocation && facts.status !== 'unallocated' && facts.allocatedAt)
      action.complete('caseload', facts.allocatedAt, 'allocated');
    else if (action.source === ESCALATION_SOURCES.firstContact && facts.firstContactAt)
      action.complete('caseload', facts.firstContactAt, 'contacted');
  }
}

/** The review that opens when the kept contacts reach a multiple of the scheme's number; nothing is refused by it (CL-05). */
export function reviewAfterContacts(before: number, facts: RoutineFacts, every: number, clocks: SchemeClocks): Action | null {
  const reached = Math.floor(facts.keptContacts / every);
  if (reached <= Math.floor(before / every) || !facts.lastKeptAt) return null;
  const title = `Review with the person after ${String(reached * every)} contacts: what helped, and what next?`;
  return review(title, followUpBy(facts.lastKeptAt, clocks), `contacts:${String(reached * every)}`);
}

/** The review that opens when support has lasted as long as the scheme says; nothing is refused by it (CL-05). */
export function reviewAfterTime(reviewBy: Date, clocks: SchemeClocks): Action {
  const title = 'Review with the person how the support is going: what helped, and what next?';
  return review(title, followUpBy(reviewBy, clocks), 'clock:review');
}

/** When the review after some weeks of support falls. */
export function reviewDate(from: Date, weeks: number, clocks: SchemeClocks): Date {
  return endOfWorkingDay(from, weeks * WORKING_DAYS_A_WEEK, clocks.nation);
}

function review(title: string, dueAt: Date, source: string): Action {
  return Action.open({ type: 'review', title, ownerKind: 'worker', dueAt, source });
}
