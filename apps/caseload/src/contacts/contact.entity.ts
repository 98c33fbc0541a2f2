import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContactMode } from '#libs/contracts';
import { Case } from '../cases/case.entity';

export const CONTACT_OUTCOMES = ['kept', 'missed'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** One contact with the person. Kept: the two spoke or wrote to each other; a voicemail or a message without an answer is missed (CL-12). */
@Entity('contact')
@Index('contact_by_case', ['caseId', 'at', 'id'])
@Check('contact_outcome_known', `outcome IN ('kept', 'missed')`)
@Check('contact_first_was_kept', `outcome = 'kept' OR NOT first`)
export class Contact {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'contact_case_fk' })
  caseId!: string;

  @Column('text')
  mode!: ContactMode;

  @Column('text')
  outcome!: ContactOutcome;

  /** The first kept contact of the case. */
  @Column('boolean')
  first!: boolean;

  @Column('timestamptz')
  at!: Date;

  /** What was said; it stays in caseload. */
  @Column('text', { nullable: true })
  note!: string | null;

  /** The worker who had the case. */
  @Column('uuid', { name: 'worker_id' })
  workerId!: string;

  /** `sub` of who wrote it down. */
  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
