import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import { Worker } from '../workers/worker.entity';

/** A worker whom the case's worker or a supervisor has named to read its restricted items. */
@Entity('case_named_reader')
export class NamedReader {
  @PrimaryColumn('uuid', { name: 'case_id', primaryKeyConstraintName: 'case_named_reader_pk' })
  @ForeignKey(() => Case, 'id', { name: 'case_named_reader_case_fk' })
  caseId!: string;

  @PrimaryColumn('uuid', { name: 'worker_id', primaryKeyConstraintName: 'case_named_reader_pk' })
  @ForeignKey(() => Worker, 'id', { name: 'case_named_reader_worker_fk' })
  workerId!: string;

  @Column('text', { name: 'named_by' })
  namedBy!: string;

  @Column('timestamptz', { name: 'named_at' })
  namedAt!: Date;
}
