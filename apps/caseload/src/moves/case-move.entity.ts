import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';

/** A case moved to another scheme or area; kept with what it takes to move it back (CL-41). */
@Entity('case_move')
@Index('case_move_by_case', ['caseId', 'at'])
export class CaseMove {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'case_move_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'case_move_case_fk' })
  caseId!: string;

  @Column('uuid', { name: 'from_scheme_id' })
  fromSchemeId!: string;

  @Column('uuid', { name: 'to_scheme_id' })
  toSchemeId!: string;

  @Column('text', { name: 'from_area', nullable: true })
  fromArea!: string | null;

  @Column('text', { name: 'to_area', nullable: true })
  toArea!: string | null;

  @Column('uuid', { name: 'from_worker_id', nullable: true })
  fromWorkerId!: string | null;

  @Column('timestamptz', { name: 'allocated_at', nullable: true })
  allocatedAt!: Date | null;

  @Column('timestamptz', { name: 'allocate_by' })
  allocateBy!: Date;

  @Column('timestamptz', { name: 'contact_by' })
  contactBy!: Date;

  /** The case's version after the move: one that has changed since is not moved back. */
  @Column('integer')
  version!: number;

  @Column('text')
  reason!: string;

  /** `sub` of who did it. */
  @Column('text', { name: 'made_by' })
  by!: string;

  @Column('timestamptz', { name: 'made_at' })
  at!: Date;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}
