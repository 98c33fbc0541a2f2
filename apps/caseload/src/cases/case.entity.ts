import { Check, Entity, Index, Unique } from 'typeorm';
import type { ClosureEnding, ClosureReason, ReferralAccepted } from '#libs/contracts';
import type { NextAction } from '../actions/next-action.rules';
import { allocateBy, contactBy, type SchemeClocks } from '../clocks/service-levels.rules';
import { isLive } from '../connections/connection-state.rules';
import { CaseRecord } from './case-record.entity';
import { statusAfter } from './case-status.rules';
import {
  CaseAlreadyAllocatedError,
  ClosureReasonRefusedError,
  ConnectionsStillLiveError,
  HandOverUnderWayError,
  type ConnectionOfCase,
} from './case.errors';

/**
 * The support of one person after one referral (CL-01). The database itself refuses an open case that is neither allocated
 * nor in the queue (CL-02), or that has no next action with owner and date (CL-13).
 */
@Entity('case')
@Unique('case_referral_unique', ['referralId'])
@Index('case_by_organisation', ['organisationId', 'openedAt', 'id'])
@Index('case_by_status', ['organisationId', 'status', 'openedAt', 'id'])
@Index('case_by_worker', ['workerId', 'openedAt', 'id'])
@Index('case_by_scheme', ['schemeId'])
@Index('case_open_by_worker', ['workerId', 'openedAt', 'id'], { where: `status <> 'closed'` })
@Index('case_in_crisis', ['organisationId', 'crisisLateAt', 'id'], { where: 'crisis_late_at IS NOT NULL' })
@Index('case_by_closure', ['closedAt'], { where: 'closed_at IS NOT NULL' })
// On an expression: the migration makes them.
@Index('case_limbo_by_worker', { synchronize: false })
@Index('case_limbo_by_scheme', { synchronize: false })
@Index('case_limbo_by_organisation', { synchronize: false })
@Check('case_status_known', `status IN ('unallocated', 'allocated', 'supporting', 'handing-over', 'closed')`)
@Check('case_allocated_xor_unallocated', `status = 'closed' OR (status = 'unallocated') = (worker_id IS NULL)`)
@Check(
  'case_open_has_next_action',
  `status = 'closed' OR (next_action_type IS NOT NULL AND next_action_title <> '' AND next_action_title IS NOT NULL AND next_action_owner IS NOT NULL AND next_action_due_at IS NOT NULL)`,
)
@Check(
  'case_next_action_owner',
  `status = 'closed' OR CASE WHEN status = 'unallocated' THEN next_action_owner <> 'worker' OR next_action_owner_id IS NOT NULL ELSE next_action_owner <> 'queue' END`,
)
@Check('case_next_action_owner_known', `next_action_owner IN ('queue', 'worker', 'supervisor', 'clinician', 'cover', 'lead')`)
@Check(
  'case_presenting_groups_known',
  `presenting_groups <@ ARRAY['long-term-condition', 'mental-health-need', 'lonely-or-isolated', 'complex-social-needs', 'frequent-attender']`,
)
@Check('case_keep_in_touch_tier_known', `keep_in_touch_tier IN ('high', 'medium', 'low')`)
@Check('case_closed_is_complete', `(status = 'closed') = (closed_at IS NOT NULL) AND (status = 'closed') = (closure_reason IS NOT NULL)`)
@Check(
  'case_closure_ending_known',
  `closure_ending IS NULL OR (closure_reason = 'ended' AND closure_ending IN ('moved', 'died', 'other-care'))`,
)
@Check('case_closed_has_no_next_action', `status <> 'closed' OR (next_action_type IS NULL AND next_action_due_at IS NULL)`)
export class Case extends CaseRecord {
  /** The referral was accepted: the case stands in the scheme's unallocated queue. */
  static open(id: string, referral: ReferralAccepted, clocks: SchemeClocks, now: Date): Case {
    const { referralId, reference, organisationId, schemeId, senderId, senderName, priority, needs } = referral;
    const { referral: _, ...person } = referral.person ?? {};
    const receivedAt = new Date(referral.receivedAt);
    const told = {
      referralId,
      reference,
      organisationId,
      schemeId,
      senderId,
      senderName,
      priority,
      needs,
      person: referral.person ? person : null,
      contactProhibited: referral.contactProhibited ?? false,
    };
    const due = { receivedAt, openedAt: now, allocateBy: allocateBy(receivedAt, clocks), contactBy: contactBy(receivedAt, clocks) };
    const nothingYet = {
      workerId: null,
      allocatedAt: null,
      firstContactAt: null,
      lastKeptAt: null,
      lastMissedAt: null,
      reviewBy: null,
      preferredMode: null,
      accessNeeds: referral.person?.accessNeeds ?? null,
      keepInTouchTier: null,
      presentingGroups: [],
      area: null,
      closedAt: null,
      closureReason: null,
      closureEnding: null,
    };
    return Object.assign(new Case(), { id, ...told, ...due, ...nothingYet, status: 'unallocated', keptContacts: 0, version: 1 });
  }

  /** A worker becomes the owner, or takes over from another. */
  allocateTo(workerId: string, at: Date): void {
    const next = statusAfter('allocate', this.status);
    if (workerId === this.workerId) throw new CaseAlreadyAllocatedError();
    // Who was supported before the case returned to the queue still is.
    const status = next === 'allocated' && this.firstContactAt ? 'supporting' : next;
    Object.assign(this, { status, workerId, allocatedAt: at });
  }

  /** Nobody has the case any more: it stands in the queue again, with a new promise (CL-02). */
  returnToQueue(allocateBy: Date): void {
    const status = statusAfter('return-to-queue', this.status);
    Object.assign(this, { status, workerId: null, allocatedAt: null, allocateBy });
  }

  /** The person begins to move on; until the other side confirms, this side stays responsible (CL-18). */
  startHandOver(): void {
    this.status = statusAfter('start-hand-over', this.status);
  }

  /** The hand-over is over, confirmed or not: the case goes on. */
  endHandOver(): void {
    this.status = statusAfter('end-hand-over', this.status);
    if (!this.firstContactAt) this.status = 'allocated';
  }

  /** The case belongs to another scheme or area from now on; its history stays with it, and its clocks are new (CL-41). */
  moveTo(schemeId: string, area: string | null, clocks: SchemeClocks, at: Date): void {
    this.status = statusAfter('move', this.status);
    if (schemeId !== this.schemeId) Object.assign(this, { allocateBy: allocateBy(at, clocks), contactBy: contactBy(at, clocks) });
    Object.assign(this, { schemeId, area });
  }

  /** True when it is the first two-way contact, which stops the first-contact clock (CL-12). */
  contactKept(at: Date): boolean {
    this.status = statusAfter('keep-contact', this.status);
    const first = this.firstContactAt === null;
    this.firstContactAt ??= at;
    if (!this.lastKeptAt || at > this.lastKeptAt) this.lastKeptAt = at;
    this.keptContacts += 1;
    return first;
  }

  /** It lies before the referral, and so counts neither as support nor as an attempt. */
  contactBeforeReferral(): void {
    statusAfter('keep-contact', this.status);
  }

  /** The person was not reached or did not come. Nothing ends by it (CL-16). */
  contactMissed(at: Date): void {
    this.status = statusAfter('miss-contact', this.status);
    if (!this.lastMissedAt || at > this.lastMissedAt) this.lastMissedAt = at;
  }

  /** The case is in a status in which a connection can be made. */
  assertMayConnect(): void {
    statusAfter('connect', this.status);
  }

  /** The case is in a status in which news of a connection counts. */
  assertMayProgressConnection(): void {
    statusAfter('progress-connection', this.status);
  }

  /** Support ends. Refused while a connection is live or the person is being handed over: nobody would follow it up. */
  close(reason: ClosureReason, connections: readonly ConnectionOfCase[], at: Date, ending: ClosureEnding | null = null): void {
    if (this.status === 'handing-over') throw new HandOverUnderWayError();
    const status = statusAfter('close', this.status);
    const live = connections.filter((connection) => isLive(connection.state));
    if (live.length > 0) throw new ConnectionsStillLiveError(live);
    if (reason === 'completed' && !this.firstContactAt)
      throw new ClosureReasonRefusedError(reason, 'Support cannot be completed before the person was spoken to.');
    Object.assign(this, { status, closureReason: reason, closureEnding: ending, closedAt: at });
  }

  settle(next: NextAction | null): void {
    this.nextActionType = next?.type ?? null;
    this.nextActionTitle = next?.title ?? null;
    this.nextActionOwner = next?.owner ?? null;
    this.nextActionOwnerId = next?.ownerId ?? null;
    this.nextActionId = next?.actionId ?? null;
    this.nextActionDueAt = next?.dueAt ?? null;
  }
}
