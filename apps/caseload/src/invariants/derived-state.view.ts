import { pendingOf, type NextAction } from '../actions/next-action.rules';
import { deadlinesIn, type LockedCase } from '../cases/case-file.repository';
import type { Case } from '../cases/case.entity';
import { CASE_TIMERS } from '../clocks/deadlines.rules';
import { dueWithPauses, type ClockName } from '../clocks/pauses.rules';
import { ESCALATED_BY_THEIR_CLOCK } from '../escalations/escalate-case.service';
import { limboTimesOf } from '../limbo/limbo.rules';
import type { SchemeCopy } from '../schemes/scheme-copy.entity';
import type { Drift } from './rebuilt-case.entity';

/** What is looked at beside the case's file. */
export interface Beside {
  /** Due times by kind. */
  readonly timers: ReadonlyMap<string, Date>;
  /** Code and `since` of each alert. */
  readonly alerts: readonly { readonly code: string; readonly since: Date }[];
  readonly scheme: SchemeCopy;
  /** When it came to its scheme: received, or moved there. */
  readonly clocksFrom: Date;
}

/** What of a case is stored and does not follow from its record. */
export function driftOf(locked: LockedCase, beside: Beside, now: Date): Drift[] {
  return [...nextActionDrift(locked), ...limboDrift(locked), ...timerDrift(locked, beside, now), ...dateDrift(locked, beside, now)];
}

// Of things that are due at the same time either may come first.
function nextActionDrift({ case: found, connections, clocks, actions }: LockedCase): Drift[] {
  const pending = pendingOf(found, connections, clocks, actions);
  const first = Math.min(...pending.map(({ dueAt }) => dueAt.getTime()));
  const due = pending.filter(({ dueAt }) => dueAt.getTime() === first).map(termsOf);
  const stored = termsOf({
    type: found.nextActionType ?? '',
    owner: found.nextActionOwner ?? ('' as NextAction['owner']),
    ownerId: found.nextActionOwnerId,
    actionId: found.nextActionId,
    dueAt: found.nextActionDueAt,
  });
  if (due.length === 0 ? found.nextActionType === null : due.includes(stored)) return [];
  return [{ check: 'next-action', field: 'next action', was: found.nextActionType === null ? null : stored, is: due[0] ?? null }];
}

function termsOf({ type, owner, ownerId, actionId, dueAt }: Omit<NextAction, 'title' | 'dueAt'> & { dueAt: Date | null }): string {
  return [type, owner, ownerId, actionId, timeOf(dueAt)].filter((term) => term !== null).join(' ');
}

function limboDrift(locked: LockedCase): Drift[] {
  const { case: found, connections, actions } = locked;
  const times = limboTimesOf(found.status, deadlinesIn(locked), connections, actions);
  return Object.entries(times).flatMap(([field, at]: [string, Date | null]) => {
    const [was, is] = [timeOf(found[field as keyof typeof times]), timeOf(at)];
    return was === is ? [] : [{ check: 'limbo-times' as const, field, was, is }];
  });
}

// A timer that lies behind has rung: what it raised is on record.
function timerDrift(locked: LockedCase, { timers, alerts }: Beside, now: Date): Drift[] {
  return Object.entries(deadlinesIn(locked)).flatMap(([kind, dueAt]) => {
    const set = timers.get(kind) ?? null;
    if (dueAt === null || set?.getTime() === dueAt.getTime()) return [];
    const rung = raisedBy(kind, locked.case);
    const hasRung = rung === null || alerts.some(({ code, since }) => code === rung.code && since.getTime() === rung.since.getTime());
    if (set === null && dueAt <= now && hasRung) return [];
    return [{ check: 'timers' as const, field: kind, was: timeOf(set), is: timeOf(dueAt) }];
  });
}

/** What the timer of a clock raises when it rings; null: nothing. */
function raisedBy(kind: string, found: Case): { code: string; since: Date } | null {
  const { allocateBy, contactBy, allocatedAt, nextActionDueAt, nextActionType, reviewBy } = found;
  if (kind === CASE_TIMERS.allocation) return { code: 'allocation-overdue', since: allocateBy };
  if (kind === CASE_TIMERS.firstContact) return { code: 'first-contact-overdue', since: contactBy };
  if (kind === CASE_TIMERS.notContacted && allocatedAt) return { code: 'allocated-not-contacted', since: allocatedAt };
  if (kind === CASE_TIMERS.nextAction && nextActionDueAt && nextActionType !== null && !ESCALATED_BY_THEIR_CLOCK.includes(nextActionType))
    return { code: 'next-action-overdue', since: nextActionDueAt };
  // A review that has rung has its next date.
  return kind === CASE_TIMERS.review && reviewBy ? { code: 'review', since: reviewBy } : null;
}

// A date may be earlier than what was promised, never later than the promise and its recorded pauses allow.
function dateDrift(
  { case: found, connections, clocks: { nation }, pauses }: LockedCase,
  { scheme, clocksFrom }: Beside,
  now: Date,
): Drift[] {
  const latest = (from: Date, days: number, clock: ClockName) =>
    dueWithPauses(
      from,
      days,
      pauses.filter((pause) => pause.clock === clock),
      nation,
    );
  const { longestAllocateWithin, longestContactWithin, longestRespondWithin } = scheme;
  const dates: { field: string; at: Date; latest: Date }[] = [];
  if (found.status === 'unallocated')
    dates.push({ field: 'allocate by', at: found.allocateBy, latest: latest(now, longestAllocateWithin, 'allocation') });
  if (found.status !== 'closed')
    dates.push({ field: 'contact by', at: found.contactBy, latest: latest(clocksFrom, longestContactWithin, 'first-contact') });
  for (const { state, id, respondBy, requestedAt } of connections)
    if (state === 'referred')
      dates.push({ field: `respond by, connection ${id}`, at: respondBy, latest: latest(requestedAt, longestRespondWithin, 'response') });
  return dates
    .filter(({ at, latest: last }) => at > last)
    .map(({ field, at, latest: last }) => ({ check: 'promised-dates', field, was: timeOf(at), is: timeOf(last) }));
}

function timeOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
