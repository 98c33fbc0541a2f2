import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { ConsentDecision, ConsentPurpose } from '#libs/contracts';
import { Case } from '../cases/case.entity';

export const WAYS_OF_CONSENT = ['spoken', 'written', 'online'] as const;
export type WayOfConsent = (typeof WAYS_OF_CONSENT)[number];

/** Who said it: the person, or somebody who may decide for them. */
export const CONSENT_GIVERS = ['person', 'parent-or-guardian', 'attorney-or-deputy'] as const;
export type ConsentGiver = (typeof CONSENT_GIVERS)[number];

/** One word of the person on one purpose. None is ever changed: the one that was said last counts (GV-01). */
@Entity('consent')
@Unique('consent_in_order', ['caseId', 'position'])
@Check('consent_decision_known', `decision IN ('given', 'refused', 'withdrawn')`)
export class Consent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'consent_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'consent_case_fk' })
  caseId!: string;

  /** Counts the words of one person from 1. */
  @Column('integer')
  position!: number;

  @Column('text')
  purpose!: ConsentPurpose;

  @Column('text')
  decision!: ConsentDecision;

  /** When the person said so. */
  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'how_given' })
  howGiven!: WayOfConsent;

  @Column('text', { name: 'by_whom' })
  byWhom!: ConsentGiver;

  /** For a person under 16: who said yes for them, or with them, by name and part (ID-02). */
  @Column('text', { name: 'given_by', nullable: true })
  givenBy!: string | null;

  /** For a person under 16: why it was they who said yes. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** `sub` of who wrote it down, or the person's own page. */
  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  /** `sub` of the worker who read out the code to the person's own page where it was said: they may have typed it for the person. */
  @Column('text', { name: 'code_read_out_by', nullable: true })
  codeReadOutBy!: string | null;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
