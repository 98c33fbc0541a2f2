import { Check, Entity, Index } from 'typeorm';
import type { ConnectionState, DeclineReason } from '#libs/contracts';
import { ConnectionRecord, type ConnectionMover } from './connection-record.entity';
import { assertMayFollow, isLive, stateAfterAttendance, stateAfterDecline } from './connection-state.rules';
import { NothingPausedError, TravelNotRecordedError } from './connection.errors';
import type { Travel } from './travel.rules';

/** What a connection is made of. */
export type ConnectionToMake = Pick<
  ConnectionRecord,
  | 'id'
  | 'caseId'
  | 'serviceId'
  | 'providerId'
  | 'serviceName'
  | 'providerName'
  | 'levelOfSupport'
  | 'needs'
  | 'consentToShare'
  | 'requestedAt'
  | 'respondBy'
>;

export type WithdrawalReason = 'withdrawn-by-sender' | 'entered-in-error' | 'withdrawn-by-hub';

/**
 * The way from the link worker to one community service: the second referral point, with its own sender, receiver, clock
 * and history (CL-01). It belongs to its case and changes only under the case's lock.
 */
@Entity('connection')
@Index('connection_by_case', ['caseId', 'requestedAt', 'id'])
@Index('connection_live_by_service', ['serviceId', 'caseId'], {
  where: `state NOT IN ('sustained', 'stopped', 'declined', 'declined-by-person', 'not-available', 'withdrawn')`,
})
@Check(
  'connection_state_known',
  `state IN ('suggested', 'agreed', 'referred', 'accepted', 'waiting-list', 'first-attended', 'attending', 'paused', 'sustained', 'stopped', 'declined', 'declined-by-person', 'not-available', 'withdrawn')`,
)
@Check('connection_level_known', `level_of_support IN ('told', 'introduced', 'accompanied', 'ongoing')`)
@Check('connection_decline_has_reason', `state NOT IN ('declined', 'not-available', 'declined-by-person') OR reason IS NOT NULL`)
@Check('connection_paused_from', `(state = 'paused') = (paused_from IS NOT NULL)`)
@Check('connection_mover_known', `moved_by IN ('hub', 'provider')`)
export class Connection extends ConnectionRecord {
  /** The link worker thinks of a service with the person; nobody else hears of it. */
  static suggest(fields: ConnectionToMake, travel: Travel | null = null): Connection {
    const { requestedAt: at } = fields;
    const nothingYet = { taskId: null, reason: null, lastAbsentAt: null, askedAt: null, pausedFrom: null };
    return Object.assign(new Connection(), { ...fields, ...nothingYet, travel, state: 'suggested', at, movedBy: 'hub', stateCount: 1 });
  }

  /** The service is asked at once: suggested and agreed in the same conversation. */
  static refer(fields: ConnectionToMake, travel: Travel | null = null): Connection {
    return Object.assign(Connection.suggest(fields, travel), { state: 'referred', askedAt: fields.requestedAt });
  }

  /** The person wants to go there, and how they would get there has been looked into (CL-34). */
  agree(at: Date): void {
    assertMayFollow(this.state, 'agreed');
    if (!this.travel) throw new TravelNotRecordedError();
    this.become('agreed', null, at, 'hub');
  }

  /** The service is asked; its clock to answer starts. */
  ask(consentToShare: boolean, respondBy: Date, at: Date): void {
    this.become('referred', null, at, 'hub');
    Object.assign(this, { consentToShare, respondBy, requestedAt: at, askedAt: at });
  }

  /** The provider has said yes, at once or onto its waiting list. */
  accepted(waitingList: boolean, at: Date, by: ConnectionMover = 'provider'): void {
    this.become(waitingList ? 'waiting-list' : 'accepted', null, at, by);
  }

  declined(reason: DeclineReason, at: Date): void {
    this.become(stateAfterDecline(reason), reason, at, 'provider');
  }

  /** The person said no, to the link worker. */
  declinedByPerson(reason: string, at: Date): void {
    this.become('declined-by-person', reason, at, 'hub');
  }

  /** The link worker has learned that the service cannot take the person. */
  notAvailable(reason: string, at: Date): void {
    this.become('not-available', reason, at, 'hub');
  }

  /** The first attendance and the second are changes of state; every later one only confirms. */
  attended(at: Date, by: ConnectionMover = 'provider'): void {
    const state = stateAfterAttendance(this.pausedFrom ?? this.state);
    if (state !== this.state) this.become(state, null, at, by);
  }

  /** Nothing ends by an absence (CL-16); it is followed up. */
  absent(at: Date): void {
    this.lastAbsentAt = at;
  }

  /** The work has ended. Who was still expected for the first time never came: that is the reason, where none is given. */
  ended(outcome: 'sustained' | 'stopped', at: Date, told: { reason?: string; by?: ConnectionMover } = {}): void {
    const by = told.by ?? 'provider';
    const before = this.pausedFrom ?? this.state;
    // Who kept going while we thought it was paused had gone on by then.
    this.state = before;
    const neverCame = before === 'accepted' || before === 'waiting-list';
    this.become(outcome, neverCame ? 'never-attended' : (told.reason ?? null), at, by);
  }

  /** It rests, and is not counted as dropped out (CL-21). */
  pause(reason: string, at: Date): void {
    const { state } = this;
    this.become('paused', reason, at, 'hub');
    this.pausedFrom = state;
  }

  /** It goes on where it rested. */
  resume(at: Date): void {
    if (!this.pausedFrom) throw new NothingPausedError(this.state);
    this.become(this.pausedFrom, null, at, 'hub');
  }

  /** Taken back: by the link worker, or because the sender took the referral back or says that it was an error. */
  withdraw(reason: WithdrawalReason, at: Date): void {
    this.become('withdrawn', reason, at, 'hub');
  }

  get isLive(): boolean {
    return isLive(this.state);
  }

  private become(state: ConnectionState, reason: string | null, at: Date, movedBy: ConnectionMover): void {
    assertMayFollow(this.state, state);
    Object.assign(this, { state, reason, at, movedBy, pausedFrom: null, stateCount: this.stateCount + 1 });
  }
}
