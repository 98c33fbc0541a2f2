import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ReferralDetails } from '#libs/contracts';
import { Case } from './case.entity';

/** What the referrer wrote of the person, whole and as it came: beside the case's row, since only the case itself shows it. */
@Entity('referral_details')
export class ReferralDetailsRow {
  @PrimaryColumn('uuid', { name: 'case_id', primaryKeyConstraintName: 'referral_details_pk' })
  @ForeignKey(() => Case, 'id', { name: 'referral_details_case_fk' })
  caseId!: string;

  @Column('jsonb')
  details!: ReferralDetails;
}
