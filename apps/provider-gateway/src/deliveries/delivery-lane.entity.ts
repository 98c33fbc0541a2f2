import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * The line in which deliveries about one referral stand before one endpoint. Workers lease lanes, never deliveries, so
 * two deliveries of a lane cannot overlap. A lane outlives its last delivery and goes on numbering.
 */
@Entity('delivery_lane')
@Index('delivery_lane_first', ['endpointId', 'nextAttemptAt'], { where: 'lease_until IS NULL AND attempts = 0' })
@Index('delivery_lane_again', ['endpointId', 'nextAttemptAt'], { where: 'lease_until IS NULL AND attempts > 0' })
@Index('delivery_lane_leased', ['endpointId'], { where: 'lease_until IS NOT NULL' })
export class DeliveryLane {
  @PrimaryColumn('uuid', { name: 'endpoint_id', primaryKeyConstraintName: 'delivery_lane_pk' }) endpointId!: string;
  @PrimaryColumn('uuid', { name: 'referral_id', primaryKeyConstraintName: 'delivery_lane_pk' }) referralId!: string;
  /** The last number given. */
  @Column('integer') sequence!: number;
  /** The delivery that goes next. */
  @Column('uuid', { nullable: true }) head!: string | null;
  @Column('integer', { name: 'open_count' }) openCount!: number;
  /** Failed attempts of the head. */
  @Column('integer') attempts!: number;
  @Column('timestamptz', { name: 'next_attempt_at', nullable: true }) nextAttemptAt!: Date | null;
  @Column('timestamptz', { name: 'lease_until', nullable: true }) leaseUntil!: Date | null;
  @Column('uuid', { name: 'lease_token', nullable: true }) leaseToken!: string | null;
}
