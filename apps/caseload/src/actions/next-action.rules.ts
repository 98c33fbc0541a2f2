import type { CaseStatus, ConnectionState } from '#libs/contracts';
import { followUpBy, type SchemeClocks } from '../clocks/service-levels.rules';
import { isLive } from '../connections/connection-state.rules';

/** What the rules below come to; features that store actions have types of their own. */
export type DerivedActionType =
  | 'allocate'
  | 'first-contact'
  | 'retry-contact'
  | 'refer'
  | 'provider-answer'
  | 'attendance'
  | 'not-attended'
  | 'find-alternative'
  | 'review'
  | 'follow-up';

/** What somebody must do next for the person, and by when. */
export interface NextAction {
  readonly type: string;
  /** For people; names services, never the person. */
  readonly title: string;
  /** The case's worker, the scheme's queue while there is none, or whom a stored action names. */
  readonly owner: NextActionOwner;
  /** The worker who must act; null: whoever has that part, for `worker` the case's own. */
  readonly ownerId: string | null;
  /** The stored action; null when it follows from the record. */
  readonly actionId: string | null;
  readonly dueAt: Date;
}

export const NEXT_ACTION_OWNERS = ['queue', 'worker', 'supervisor', 'clinician', 'cover', 'lead'] as const;
export type NextActionOwner = (typeof NEXT_ACTION_OWNERS)[number];

/** A stored action that is not done. */
export interface OpenAction {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly ownerKind: Exclude<NextActionOwner, 'queue'>;
  readonly ownerId: string | null;
  readonly dueAt: Date;
}

/** What the next action depends on. Everything is on record, so it can be worked out again at any time. */
export interface CaseFacts {
  readonly status: CaseStatus;
  readonly allocateBy: Date;
  readonly contactBy: Date;
  readonly allocatedAt: Date | null;
  readonly firstContactAt: Date | null;
  readonly lastKeptAt: Date | null;
  readonly lastMissedAt: Date | null;
}

export interface ConnectionFacts {
  readonly serviceName: string;
  readonly providerName: string;
  readonly state: ConnectionState;
  /** When it came into this state. */
  readonly at: Date;
  readonly requestedAt: Date;
  readonly respondBy: Date;
  /** When the provider last expected the person in vain. */
  readonly lastAbsentAt: Date | null;
}

/**
 * What is next on a case, worked out from all that is pending and from the stored actions that are open: the thing due first.
 * An open case always has one (CL-13); a closed one has none.
 */
export function nextActionOf(
  facts: CaseFacts,
  connections: readonly ConnectionFacts[],
  clocks: SchemeClocks,
  actions: readonly OpenAction[] = [],
): NextAction | null {
  return pendingOf(facts, connections, clocks, actions).reduce<NextAction | null>(
    (first, other) => (first === null || other.dueAt < first.dueAt ? other : first),
    null,
  );
}

/** All that is pending on a case, in no order; of an open one never nothing. */
export function pendingOf(
  facts: CaseFacts,
  connections: readonly ConnectionFacts[],
  clocks: SchemeClocks,
  actions: readonly OpenAction[] = [],
): NextAction[] {
  if (facts.status === 'closed') return [];
  const unallocated = facts.status === 'unallocated';
  const derived = unallocated ? [allocation(facts)] : workersPending(facts, connections, clocks);
  const stored = actions.map((action) => fromStored(action, unallocated));
  const agreed = stored.some(({ owner }) => owner === 'worker' || owner === 'cover');
  // Where something is agreed to follow, it need not be agreed again.
  const rest = derived.length === 0 && !agreed ? [keepInTouch(facts, clocks)] : [];
  return [...derived, ...rest, ...stored];
}

function allocation({ allocateBy: dueAt }: CaseFacts): NextAction {
  return { type: 'allocate', title: 'Allocate a link worker', owner: 'queue', ownerId: null, actionId: null, dueAt };
}

function workersPending(facts: CaseFacts, connections: readonly ConnectionFacts[], clocks: SchemeClocks): NextAction[] {
  const pending = [
    contactPending(facts, clocks),
    ...connections.map((connection) => connectionPending(connection, facts, connections, clocks)),
  ];
  return pending.filter((action) => action !== null);
}

// While nobody has the case, what its worker must do stands in the queue.
function fromStored({ id, type, title, ownerKind, ownerId, dueAt }: OpenAction, unallocated: boolean): NextAction {
  const owner = unallocated && ownerKind === 'worker' && ownerId === null ? 'queue' : ownerKind;
  return { type, title, owner, ownerId, actionId: id, dueAt };
}

function contactPending(facts: CaseFacts, clocks: SchemeClocks): NextAction | null {
  // A missed attempt does not move the first-contact clock: it stops on a two-way contact only (CL-12).
  if (!facts.firstContactAt) {
    const title = facts.lastMissedAt
      ? 'Try again to reach the person: nobody has spoken to them yet'
      : 'Make first contact with the person';
    return forWorker('first-contact', title, facts.contactBy);
  }
  if (facts.lastMissedAt && facts.lastMissedAt > latest(facts.lastKeptAt)) {
    return forWorker('retry-contact', 'Reach the person again after the missed contact', followUpBy(facts.lastMissedAt, clocks));
  }
  return null;
}

function connectionPending(
  connection: ConnectionFacts,
  facts: CaseFacts,
  all: readonly ConnectionFacts[],
  clocks: SchemeClocks,
): NextAction | null {
  const { state, at, serviceName, providerName } = connection;
  const since = latest(at, facts.lastKeptAt);
  if (!isLive(state)) return endPending(connection, facts, all, clocks);
  if (state === 'referred')
    return forWorker('provider-answer', `Check that ${providerName} has answered about ${serviceName}`, connection.respondBy);
  if (state === 'suggested' || state === 'agreed')
    return forWorker('refer', `Settle with the person whether to refer to ${serviceName}`, followUpBy(since, clocks));
  if (connection.lastAbsentAt && connection.lastAbsentAt > since) {
    return forWorker(
      'not-attended',
      `Ask the person what made ${serviceName} difficult: they were expected there`,
      followUpBy(connection.lastAbsentAt, clocks),
    );
  }
  if (state === 'accepted' || state === 'waiting-list')
    return forWorker('attendance', `Help the person to get started at ${serviceName}`, followUpBy(since, clocks));
  return forWorker('follow-up', `Ask the person how ${serviceName} is going`, followUpBy(since, clocks));
}

// What has ended is followed up until the person was spoken to, or something else was begun for them.
function endPending(ended: ConnectionFacts, facts: CaseFacts, all: readonly ConnectionFacts[], clocks: SchemeClocks): NextAction | null {
  const spokenSince = facts.lastKeptAt !== null && facts.lastKeptAt >= ended.at;
  const begunSince = all.some((other) => other.requestedAt > ended.at);
  if (spokenSince || begunSince || ended.state === 'withdrawn') return null;
  const dueAt = followUpBy(ended.at, clocks);
  const wentWell = ended.state === 'sustained';
  if (wentWell || ended.state === 'stopped')
    return forWorker('review', `Review with the person how they are after ${ended.serviceName}`, dueAt);
  return forWorker('find-alternative', `Find something else with the person: ${ended.serviceName} will not happen`, dueAt);
}

function keepInTouch(facts: CaseFacts, clocks: SchemeClocks): NextAction {
  return forWorker('follow-up', 'Agree with the person what happens next', followUpBy(latest(facts.lastKeptAt, facts.allocatedAt), clocks));
}

function forWorker(type: DerivedActionType, title: string, dueAt: Date): NextAction {
  return { type, title, owner: 'worker', ownerId: null, actionId: null, dueAt };
}

function latest(...dates: readonly (Date | null)[]): Date {
  return new Date(Math.max(...dates.map((date) => date?.getTime() ?? 0)));
}
