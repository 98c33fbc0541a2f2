import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One run of the checks: when, how long it took, and how many exceptions each found. */
@Entity('invariant_run')
export class InvariantRun {
  @PrimaryColumn('timestamptz', { name: 'checked_at', primaryKeyConstraintName: 'invariant_run_pk' })
  checkedAt!: Date;

  @Column('integer', { name: 'duration_ms' })
  durationMs!: number;

  @Column('jsonb')
  exceptions!: Readonly<Record<string, number>>;
}
