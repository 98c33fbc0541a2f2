import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import { Reallocation } from './reallocation.entity';

/** One case of a reallocation, with what it takes to undo it. */
@Entity('reallocated_case')
export class ReallocatedCase {
  @PrimaryColumn('uuid', { name: 'reallocation_id', primaryKeyConstraintName: 'reallocated_case_pk' })
  @ForeignKey(() => Reallocation, 'id', { name: 'reallocated_case_reallocation_fk' })
  reallocationId!: string;

  @PrimaryColumn('uuid', { name: 'case_id', primaryKeyConstraintName: 'reallocated_case_pk' })
  @ForeignKey(() => Case, 'id', { name: 'reallocated_case_case_fk' })
  caseId!: string;

  /** Null: the queue. */
  @Column('uuid', { name: 'to_worker_id', nullable: true })
  toWorkerId!: string | null;

  /** The case's version after the move: one that has changed since is not moved back. */
  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'allocated_at' })
  allocatedAt!: Date;

  @Column('timestamptz', { name: 'allocate_by' })
  allocateBy!: Date;

  @Column('boolean')
  undone!: boolean;
}
