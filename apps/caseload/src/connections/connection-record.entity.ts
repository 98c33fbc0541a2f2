import { Column, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ConnectionState, LevelOfSupport, NeedCode } from '#libs/contracts';
import { Case } from '../cases/case.entity';
import type { Travel } from './travel.rules';

/** Who moves a connection: the link worker's side, or the provider. */
export type ConnectionMover = 'hub' | 'provider';

/** What is on record of a connection. Its rules stand in `Connection`. */
export abstract class ConnectionRecord {
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

  /** When the provider was asked; before that, when the connection was suggested. */
  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  /** When the provider must have answered; before it is asked, when that would be if it were asked at `requestedAt`. */
  @Column('timestamptz', { name: 'respond_by' })
  respondBy!: Date;

  /** When the provider last expected the person in vain. */
  @Column('timestamptz', { name: 'last_absent_at', nullable: true })
  lastAbsentAt!: Date | null;

  /** Changes of state so far; numbers its history. */
  @Column('integer', { name: 'state_count' })
  stateCount!: number;

  /** When the provider was asked; null: not yet, and nobody but the link worker's side has heard of it. */
  @Column('timestamptz', { name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  /** Who brought it into its state: an answer of the provider that crosses a step of the hub is late, not wrong. */
  @Column('text', { name: 'moved_by' })
  movedBy!: ConnectionMover;

  /** The state to go on from; while paused only. */
  @Column('text', { name: 'paused_from', nullable: true })
  pausedFrom!: ConnectionState | null;

  /** How the person would get there and back (CL-34); null: nobody has looked into it. */
  @Column('jsonb', { nullable: true })
  travel!: Travel | null;
}
