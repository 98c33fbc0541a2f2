import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Worker } from '../workers/worker.entity';

export const ABSENCE_REASONS = ['leave', 'illness', 'training', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** Whole days of one worker: of those that hold, no two share a day. */
export const NO_OVERLAP = `USING gist (
  numrange(hashtextextended(worker_id::text, 0)::numeric, hashtextextended(worker_id::text, 0)::numeric, '[]') WITH &&,
  daterange(from_on, until_on, '[]') WITH &&) WHERE (ended_at IS NULL)`;

/** A worker is away for some days: what is due goes to their cover, and the cases stay theirs. */
@Entity('absence')
@Index('absence_by_worker', ['workerId', 'fromOn'])
@Index('absence_by_cover', ['coverWorkerId', 'fromOn'])
@Exclusion('absence_no_overlap', NO_OVERLAP)
@Check('absence_reason_known', `reason IN ('leave', 'illness', 'training', 'other')`)
@Check('absence_ends_after_it_begins', `until_on >= from_on`)
@Check('absence_cover_is_another', `cover_worker_id <> worker_id`)
export class Absence {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'absence_pk' })
  id!: string;

  @Column('uuid', { name: 'worker_id' })
  @ForeignKey(() => Worker, 'id', { name: 'absence_worker_fk' })
  workerId!: string;

  @Column('uuid', { name: 'cover_worker_id' })
  @ForeignKey(() => Worker, 'id', { name: 'absence_cover_fk' })
  coverWorkerId!: string;

  /** ISO dates of the first and the last day. */
  @Column('date', { name: 'from_on' })
  fromOn!: string;

  @Column('date', { name: 'until_on' })
  untilOn!: string;

  @Column('text')
  reason!: AbsenceReason;

  /** From then on it holds no more; null: it holds on its days. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
