import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** Something that happens by itself when its time has come: one per kind and subject. */
@Entity('timer')
@Unique('timer_one_per_subject', ['kind', 'subjectId'])
@Index('timer_by_next_try', ['nextTryAt', 'id'])
export class Timer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'timer_pk' })
  id!: string;

  /** Names the handler. */
  @Column('text')
  kind!: string;

  /** What it is about, such as a case's id. */
  @Column('text', { name: 'subject_id' })
  subjectId!: string;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  /** Identifiers and codes that the handler needs; no personal data. */
  @Column('jsonb')
  data!: Readonly<Record<string, unknown>>;

  /** `dueAt`, or later after a failure or while an instance has it. */
  @Column('timestamptz', { name: 'next_try_at' })
  nextTryAt!: Date;

  /** The instance that has it just now. */
  @Column('uuid', { nullable: true })
  claim!: string | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  /** Why the last attempt failed. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;
}
