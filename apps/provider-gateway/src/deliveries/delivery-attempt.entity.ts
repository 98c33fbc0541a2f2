import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Delivery } from './delivery.entity';

/** One try to deliver: when, how long, and the answer's status or what went wrong. Never the answer's body. */
@Entity('delivery_attempt')
export class DeliveryAttempt {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'delivery_attempt_pk' })
  id!: string;
  @Index('delivery_attempt_delivery')
  @ForeignKey(() => Delivery, { name: 'delivery_attempt_delivery_fk' })
  @Column('uuid', { name: 'delivery_id' })
  deliveryId!: string;
  @Column('integer') number!: number;
  @Index('delivery_attempt_at')
  @Column('timestamptz')
  at!: Date;
  @Column('integer', { name: 'duration_ms' }) durationMs!: number;
  @Column('integer', { nullable: true }) status!: number | null;
  @Column('text', { nullable: true }) error!: string | null;
}
