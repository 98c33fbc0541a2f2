import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** `delivering` is not stored: it is the head of a lane whose lease runs. */
export const DELIVERY_STATES = ['pending', 'waiting', 'delivered', 'failed', 'skipped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const WEBHOOK_TYPES = ['connection.requested', 'connection.updated', 'connection.cancelled', 'endpoint.test'] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

/** One event for one endpoint. It is a record from the first moment, so that what was not delivered can be listed and sent again. */
@Entity('delivery')
@Unique('delivery_event', ['endpointId', 'eventId'])
@Index('delivery_open', ['endpointId', 'referralId', 'sequence'], { where: `state IN ('pending', 'waiting')` })
@Index('delivery_failed', ['createdAt', 'id'], { where: `state IN ('failed', 'waiting', 'pending')` })
@Index('delivery_test', ['endpointId', 'createdAt'], { where: `type = 'endpoint.test'` })
@Index('delivery_created', ['createdAt', 'id'])
export class Delivery {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'delivery_pk' }) id!: string;
  /** The event's id: `webhook-id`, the same in every attempt and replay. */
  @Column('text', { name: 'event_id' }) eventId!: string;
  @Column('uuid', { name: 'endpoint_id' }) endpointId!: string;
  /** For a test, the endpoint's own id: a lane beside all referrals. */
  @Column('uuid', { name: 'referral_id' }) referralId!: string;
  @Column('uuid', { name: 'task_id', nullable: true }) taskId!: string | null;
  /** Number within the lane, from 1; kept by failed and skipped ones, so that the receiver sees the gap. */
  @Column('integer') sequence!: number;
  @Column('text') type!: WebhookType;
  /** The bytes that are sent and signed; no personal data. */
  @Column('text') body!: string;
  @Column('text') state!: DeliveryState;
  /** Why it waits, failed or was skipped, as a code. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('integer') attempts!: number;
  @Column('text', { name: 'correlation_id' }) correlationId!: string;
  @Column('text', { nullable: true }) traceparent!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'delivered_at', nullable: true }) deliveredAt!: Date | null;

  /** `createdAt` is PostgreSQL's, when it is inserted. */
  static queue(facts: Omit<Delivery, 'state' | 'reason' | 'attempts' | 'createdAt' | 'deliveredAt'>): Omit<Delivery, 'createdAt'> {
    return Object.assign(new Delivery(), facts, { state: 'pending' as const, reason: null, attempts: 0, deliveredAt: null });
  }
}
