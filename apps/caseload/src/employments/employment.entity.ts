import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { WorkerRole } from '#libs/contracts';
import { Worker } from '../workers/worker.entity';

/** `numeric` comes from the database as text. */
const AS_NUMBER = { from: (stored: string) => Number(stored), to: (wte: number) => wte };

/** Ranges of whole days: of the same worker and host, no two may share a day. The hash is how a range index compares the pair. */
export const NO_OVERLAP = `USING gist (
  numrange(hashtextextended(worker_id::text || host_id::text, 0)::numeric, hashtextextended(worker_id::text || host_id::text, 0)::numeric, '[]') WITH &&,
  daterange(valid_from, valid_until, '[]') WITH &&)`;

/** Who employs a worker, on behalf of whom they work, and for how much of full time, from day to day (CL-26, CL-27). */
@Entity('employment')
@Index('employment_by_worker', ['workerId', 'validFrom'])
@Index('employment_by_employer', ['employerId', 'workerId'])
@Exclusion('employment_no_overlap', NO_OVERLAP)
@Check('employment_role_known', `role IN ('link-worker', 'other')`)
@Check('employment_wte', `wte > 0 AND wte <= 1`)
@Check('employment_ends_after_it_begins', `valid_until >= valid_from`)
export class Employment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'employment_pk' })
  id!: string;

  @Column('uuid', { name: 'worker_id' })
  @ForeignKey(() => Worker, 'id', { name: 'employment_worker_fk' })
  workerId!: string;

  @Column('text')
  role!: WorkerRole;

  /** What they are called locally. */
  @Column('text')
  title!: string;

  /** Who pays them: the host itself or, say, a voluntary organisation. */
  @Column('uuid', { name: 'employer_id' })
  employerId!: string;

  @Column('text', { name: 'employer_name' })
  employerName!: string;

  /** On behalf of whom they work, such as a primary care network. */
  @Column('uuid', { name: 'host_id' })
  hostId!: string;

  @Column('text', { name: 'host_name' })
  hostName!: string;

  /** Whole-time equivalent: 1 is full time. */
  @Column('numeric', { precision: 3, scale: 2, transformer: AS_NUMBER })
  wte!: number;

  /** ISO date of the first day. */
  @Column('date', { name: 'valid_from' })
  validFrom!: string;

  /** ISO date of the last day; null while no end is known. */
  @Column('date', { name: 'valid_until', nullable: true })
  validUntil!: string | null;
}
