import type { CaseStatus, ConnectionState } from '#libs/contracts';
import { CASE_TIMERS, type Deadlines } from '../clocks/deadlines.rules';

/** Types of stored actions that put a case in limbo under a name of their own when they are overdue. */
export const LIMBO_ACTIONS = {
  crisis: 'crisis-acknowledgement',
  handOver: 'hand-over-confirmation',
  blocker: 'blocked',
} as const;

/** Why a case is in limbo, the most urgent first: the column of `case` that says since when, and what to do about it. */
export const LIMBO_REASONS = {
  'crisis-unacknowledged': {
    column: 'crisis_late_at',
    whatToDo: 'Ring the practice now: no clinician has acknowledged the crisis refer-back.',
  },
  'no-next-action': {
    column: null,
    whatToDo: 'Open an action with an owner and a date: nobody knows what happens next.',
  },
  'hand-over-unconfirmed': {
    column: 'hand_over_late_at',
    whatToDo: 'Ask the receiving service whether the person has started; until it says so, they are yours.',
  },
  'allocated-not-contacted': {
    column: 'not_contacted_at',
    whatToDo: 'Speak to the person, or give the case to somebody who can.',
  },
  'blocked-past-date': {
    column: 'blocked_late_at',
    whatToDo: 'Ask who owns the step that support waits for, agree a new date, and tell the person.',
  },
  'waiting-on-provider': {
    column: 'provider_late_at',
    whatToDo: 'Ring the provider: the time to answer has passed. Look for something else if they cannot say.',
  },
  overdue: {
    column: 'overdue_at',
    whatToDo: 'Do the next action, or give it a new date with its reason.',
  },
} as const;
export type LimboReason = keyof typeof LIMBO_REASONS;
export const LIMBO_REASON_CODES = Object.keys(LIMBO_REASONS) as LimboReason[];

/** From when a case is in limbo, by reason: the times lie ahead while all is well; null where there is nothing to wait for. */
export interface LimboTimes {
  readonly overdueAt: Date | null;
  readonly notContactedAt: Date | null;
  readonly providerLateAt: Date | null;
  readonly blockedLateAt: Date | null;
  readonly handOverLateAt: Date | null;
  readonly crisisLateAt: Date | null;
}

const NEVER: LimboTimes = {
  overdueAt: null,
  notContactedAt: null,
  providerLateAt: null,
  blockedLateAt: null,
  handOverLateAt: null,
  crisisLateAt: null,
};

/** From when a case will be in limbo if nobody does anything. */
export function limboTimesOf(
  status: CaseStatus,
  deadlines: Deadlines,
  connections: readonly { readonly state: ConnectionState; readonly respondBy: Date }[],
  actions: readonly { readonly type: string; readonly isOpen: boolean; readonly dueAt: Date }[],
): LimboTimes {
  if (status === 'closed') return NEVER;
  const dueOf = (type: string) => earliest(actions.filter((action) => action.isOpen && action.type === type).map(({ dueAt }) => dueAt));
  return {
    overdueAt: deadlines[CASE_TIMERS.nextAction] ?? null,
    notContactedAt: deadlines[CASE_TIMERS.notContacted] ?? null,
    providerLateAt: earliest(connections.filter(({ state }) => state === 'referred').map(({ respondBy }) => respondBy)),
    blockedLateAt: dueOf(LIMBO_ACTIONS.blocker),
    handOverLateAt: dueOf(LIMBO_ACTIONS.handOver),
    crisisLateAt: dueOf(LIMBO_ACTIONS.crisis),
  };
}

/** The reasons that hold, the most urgent first. */
export function reasonsOf(since: Readonly<Record<LimboReason, Date | null>>, now: Date): LimboReason[] {
  return LIMBO_REASON_CODES.filter((reason) => {
    const at = since[reason];
    return at !== null && at <= now;
  });
}

function earliest(dates: readonly Date[]): Date | null {
  return dates.reduce<Date | null>((first, date) => (first === null || date < first ? date : first), null);
}
