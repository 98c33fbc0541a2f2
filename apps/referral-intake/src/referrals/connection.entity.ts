import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ConnectionProgressed, ConnectionState } from '#libs/contracts';

const ATTENDED: ReadonlySet<ConnectionState> = new Set<ConnectionState>(['first-attended', 'attending', 'sustained']);

/** A read-only copy of one connection to a community service, made from caseload's events, as the sender may see it (T2). */
@Entity('connection')
export class Connection {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'connection_pk' })
  id!: string;

  @Index('connection_referral')
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  /** Known once provider-gateway has made the Task. */
  @Index('connection_task', { unique: true })
  @Column('uuid', { name: 'task_id', nullable: true })
  taskId!: string | null;

  @Column('uuid', { name: 'provider_id' })
  providerId!: string;

  @Column('text', { name: 'provider_name' })
  providerName!: string;

  @Column('uuid', { name: 'service_id' })
  serviceId!: string;

  @Column('text', { name: 'service_name' })
  serviceName!: string;

  /** Without it the sender is not told who the provider is. */
  @Column('boolean', { name: 'consent_to_share' })
  consentToShare!: boolean;

  @Column('text')
  state!: ConnectionState;

  @Column('boolean', { name: 'ever_attended' })
  everAttended!: boolean;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('timestamptz', { name: 'respond_by', nullable: true })
  respondBy!: Date | null;

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'last_modified' })
  lastModified!: Date;

  static from(told: ConnectionProgressed): Connection {
    const at = new Date(told.at);
    return Object.assign(new Connection(), {
      id: told.connectionId,
      referralId: told.referralId,
      taskId: null,
      everAttended: false,
      requestedAt: at,
      respondBy: null,
      version: 0,
    });
  }

  /** Takes over what caseload tells; states arrive in their order. */
  follow(told: ConnectionProgressed): void {
    this.taskId = told.taskId ?? this.taskId;
    this.providerId = told.providerId;
    this.providerName = told.providerName;
    this.serviceId = told.serviceId;
    this.serviceName = told.serviceName;
    this.consentToShare = told.consentToShare;
    this.state = told.state;
    this.everAttended ||= ATTENDED.has(told.state);
    this.reason = told.reason ?? null;
    if (told.respondBy !== undefined) this.respondBy = new Date(told.respondBy);
    this.version += 1;
    this.lastModified = new Date(told.at);
  }
}
