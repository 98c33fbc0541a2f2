import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Worker } from '../workers/worker.entity';

/** The cases of a worker who leaves went to others, or to the queue. */
@Entity('reallocation')
@Index('reallocation_by_worker', ['workerId', 'at'])
export class Reallocation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reallocation_pk' })
  id!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  /** Whose cases they were. */
  @Column('uuid', { name: 'worker_id' })
  @ForeignKey(() => Worker, 'id', { name: 'reallocation_worker_fk' })
  workerId!: string;

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
