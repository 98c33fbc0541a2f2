import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ConnectionState, DeclineReason, LevelOfSupport, NeedCode } from '#libs/contracts';
import { Case } from '../cases/case.entity';
import { assertMayFollow, stateAfterAttendance, stateAfterDecline } from './connection-state.rules';

/**
 * The way from the link worker to one community service: the second referral point, with its own sender, receiver, clock
 * and history (CL-01). It belongs to its case and changes only under the case's lock.
 */
@Entity('connection')
@Index('connection_by_case', ['caseId', 'requestedAt', 'id'])
@Check(
  'connection_state_known',
  `state IN ('suggested', 'agreed', 'referred', 'accepted', 'waiting-list', 'first-attended', 'attending', 'paused', 'sustained', 'stopped', 'declined', 'declined-by-person', 'not-available', 'withdrawn')`,
)
@Check('connection_level_known', `level_of_support IN ('told', 'introduced', 'accompanied', 'ongoing')`)
@Check('connection_decline_has_reason', `state NOT IN ('declined', 'not-available', 'declined-by-person') OR reason IS NOT NULL`)
export class Connection {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'connection_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'connection_case_fk' })
  caseId!: string;

  @Column('uuid', { name: 'service_id' })
  serviceId!: string;

  @Column('uuid', { name: 'provider_id' })
  providerId!: string;

  /** As it was called when the person was referred to it. */
  @Column('text', { name: 'service_name' })
  serviceName!: string;

  @Column('text', { name: 'provider_name' })
  providerName!: string;

  @Column('text', { name: 'level_of_support' })
  levelOfSupport!: LevelOfSupport;

  @Column('text', { array: true })
  needs!: NeedCode[];

  @Column('boolean', { name: 'consent_to_share' })
  consentToShare!: boolean;

  /** The provider's Task, once provider-gateway has made it. */
  @Column('uuid', { name: 'task_id', nullable: true })
  taskId!: string | null;

  @Column('text')
  state!: ConnectionState;

  /** Code of `H/CodeSystem/reason`: why it came into the state, where there is one. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** When it came into the state. */
  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('timestamptz', { name: 'respond_by' })
  respondBy!: Date;

  /** When the provider last expected the person in vain. */
  @Column('timestamptz', { name: 'last_absent_at', nullable: true })
  lastAbsentAt!: Date | null;

  /** Changes of state so far; numbers its history. */
  @Column('integer', { name: 'state_count' })
  stateCount!: number;

  static refer(
    fields: Pick<
      Connection,
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
    >,
  ): Connection {
    const { requestedAt: at } = fields;
    return Object.assign(new Connection(), {
      ...fields,
      taskId: null,
      state: 'referred',
      reason: null,
      at,
      lastAbsentAt: null,
      stateCount: 1,
    });
  }

  /** The provider has said yes, at once or onto its waiting list. */
  accepted(waitingList: boolean, at: Date): void {
    this.become(waitingList ? 'waiting-list' : 'accepted', null, at);
  }

  declined(reason: DeclineReason, at: Date): void {
    this.become(stateAfterDecline(reason), reason, at);
  }

  /** The first attendance and the second are changes of state; every later one only confirms. */
  attended(at: Date): void {
    const state = stateAfterAttendance(this.state);
    if (state !== this.state) this.become(state, null, at);
  }

  /** Nothing ends by an absence (CL-16); it is followed up. */
  absent(at: Date): void {
    this.lastAbsentAt = at;
  }

  /** The provider's work has ended. Who was still expected for the first time never came: that is the reason. */
  ended(outcome: 'sustained' | 'stopped', at: Date): void {
    const neverCame = this.state === 'accepted' || this.state === 'waiting-list';
    this.become(outcome, neverCame ? 'never-attended' : null, at);
  }

  /** Taken back, because the sender took the referral back or says that it was an error. */
  withdraw(reason: 'withdrawn-by-sender' | 'entered-in-error', at: Date): void {
    this.become('withdrawn', reason, at);
  }

  private become(state: ConnectionState, reason: string | null, at: Date): void {
    assertMayFollow(this.state, state);
    Object.assign(this, { state, reason, at, stateCount: this.stateCount + 1 });
  }
}
