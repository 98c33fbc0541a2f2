import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Drift } from './derived-state.rules';

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
