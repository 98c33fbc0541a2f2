import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';

export const CARE_STAGES = ['intake', 'review'] as const;
export type CareStage = (typeof CARE_STAGES)[number];

export const CARE_ANSWERS = ['not-indicated', 'in-place', 'sought', 'missing'] as const;
export type CareAnswer = (typeof CARE_ANSWERS)[number];

/** The safeguard question: is the clinical care that the person needs in place, or sought (CL-23)? */
@Entity('clinical_care_check')
@Index('clinical_care_check_by_case', ['caseId', 'at', 'id'])
@Check('clinical_care_check_stage_known', `stage IN ('intake', 'review')`)
@Check('clinical_care_check_answer_known', `answer IN ('not-indicated', 'in-place', 'sought', 'missing')`)
export class ClinicalCareCheck {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'clinical_care_check_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'clinical_care_check_case_fk' })
  caseId!: string;

  @Column('text')
  stage!: CareStage;

  @Column('text')
  answer!: CareAnswer;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;
}
