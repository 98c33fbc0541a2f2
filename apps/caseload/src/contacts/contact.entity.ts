import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContactMode, MissedBy } from '#libs/contracts';
import { Case } from '../cases/case.entity';
import type { MissedReason, ServiceMissedReason } from './missed.rules';

export const CONTACT_OUTCOMES = ['kept', 'missed'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/**
 * One contact with the person. Kept: the two spoke or wrote to each other. Missed: an agreed one that the person or the service
 * missed, or an attempt that found nobody, such as a voicemail or a message without an answer (CL-12).
 */
@Entity('contact')
@Index('contact_by_case', ['caseId', 'at', 'id'])
@Index('contact_missed_by_person', ['at'], { where: `missed_by = 'person'` })
@Check('contact_outcome_known', `outcome IN ('kept', 'missed')`)
@Check('contact_first_was_kept', `outcome = 'kept' OR NOT first`)
@Check('contact_missed_by_known', `missed_by IS NULL OR (outcome = 'missed' AND missed_by IN ('person', 'service'))`)
@Check('contact_missed_reason_has_who', `missed_reason IS NULL OR missed_by IS NOT NULL`)
export class Contact {
  /** Of a planned contact: its id. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'contact_case_fk' })
  caseId!: string;

  @Column('text')
  mode!: ContactMode;

  /** Where, for people; none on the phone. */
  @Column('text', { nullable: true })
  place!: string | null;

  @Column('text')
  outcome!: ContactOutcome;

  /** Null: it was kept, or it was an attempt that nothing had been agreed for. */
  @Column('text', { name: 'missed_by', nullable: true })
  missedBy!: MissedBy | null;

  @Column('text', { name: 'missed_reason', nullable: true })
  missedReason!: MissedReason | ServiceMissedReason | null;

  /** The first kept contact of the case. */
  @Column('boolean')
  first!: boolean;

  @Column('timestamptz')
  at!: Date;

  /** Of one that lies before the referral: why it belongs on this case. It stops no clock and counts as no attempt. */
  @Column('text', { name: 'before_referral_reason', nullable: true })
  beforeReferralReason!: string | null;

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
