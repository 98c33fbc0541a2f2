import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something stored that follows from the record and is not what follows from it: codes, identifiers and times only. */
export interface Drift {
  /** The invariant check that it breaks. */
  readonly check: 'next-action' | 'limbo-times' | 'timers' | 'promised-dates';
  /** What it is of: part of the next action, a column of limbo, a kind of timer, or a clock. */
  readonly field: string;
  readonly was: string | null;
  readonly is: string | null;
}

/** What of a case was worked out anew and stored in the place of something else. */
@Entity('rebuilt_case')
@Index('rebuilt_case_by_case', ['caseId', 'at'])
export class RebuiltCase {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'rebuilt_case_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  /** `sub` of who asked for it, or the service itself. */
  @Column('text', { name: 'made_by' })
  by!: string;

  @Column('timestamptz', { name: 'made_at' })
  at!: Date;

  @Column('jsonb')
  changes!: readonly Drift[];
}
