import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';

/** Kinds of abuse and neglect, as the Care Act guidance names them. */
export const SAFEGUARDING_CATEGORIES = [
  'physical',
  'domestic',
  'sexual',
  'psychological',
  'financial',
  'modern-slavery',
  'discriminatory',
  'organisational',
  'neglect',
  'self-neglect',
  'child',
] as const;
export type SafeguardingCategory = (typeof SAFEGUARDING_CATEGORIES)[number];

/** A worry that a person is harmed. Restricted: neither that there is one nor what it says leaves in any message (GV-05). */
@Entity('safeguarding_concern')
@Index('safeguarding_concern_by_case', ['caseId', 'raisedAt', 'id'])
export class SafeguardingConcern {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'safeguarding_concern_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'safeguarding_concern_case_fk' })
  caseId!: string;

  @Column('text')
  category!: SafeguardingCategory;

  @Column('text')
  detail!: string;

  /** The scheme's lead at that time, or the supervisor who stood in; null when it had named neither. */
  @Column('uuid', { name: 'lead_worker_id', nullable: true })
  leadWorkerId!: string | null;

  @Column('text', { name: 'raised_by' })
  raisedBy!: string;

  @Column('timestamptz', { name: 'raised_at' })
  raisedAt!: Date;
}
