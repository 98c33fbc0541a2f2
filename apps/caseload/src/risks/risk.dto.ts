import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { REFER_BACK_CONCERNS, type ReferBackConcern } from '#libs/contracts';
import { Text } from '#libs/platform';
import { CARE_ANSWERS, CARE_STAGES, type CareAnswer, type CareStage } from './clinical-care.entity';

export class RecordRiskDto {
  @ApiProperty({ enum: REFER_BACK_CONCERNS, example: 'risk-to-self' })
  @IsIn(REFER_BACK_CONCERNS)
  code!: ReferBackConcern;

  @ApiProperty({ example: true })
  @IsBoolean()
  active!: boolean;

  @ApiPropertyOptional({ example: 'Spoke of giving up.', description: 'Stays in caseload; of a risk that is lifted: why' })
  @IsOptional()
  @Text(2000)
  note?: string;
}

export class RiskView {
  @ApiProperty({ example: '9f1a2b3c-5d7e-4a23-8b6b-8e8f7d3e9b51' })
  id!: string;

  @ApiProperty({ enum: REFER_BACK_CONCERNS, example: 'risk-to-self' })
  code!: ReferBackConcern;

  @ApiProperty({ example: true })
  active!: boolean;

  @ApiProperty({ type: String, nullable: true, example: null })
  note!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why it is active no more' })
  liftedReason!: string | null;

  @ApiProperty({ example: '2026-01-12T10:00:00.000Z' })
  raisedAt!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  signedOffAt!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The clinician' })
  signedOffBy!: string | null;
}

export class RiskList {
  @ApiProperty({ example: 'SP-4K7Q-9M2X', description: 'The case, as people speak of it' })
  reference!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Ada Okafor', description: 'Whom it is about' })
  name!: string | null;

  @ApiProperty({ type: [RiskView] })
  items!: RiskView[];
}

export class AnswerClinicalCareDto {
  @ApiProperty({ enum: CARE_STAGES, example: 'intake' })
  @IsIn(CARE_STAGES)
  stage!: CareStage;

  @ApiProperty({ enum: CARE_ANSWERS, example: 'in-place', description: 'Is the clinical care the person needs in place, or sought?' })
  @IsIn(CARE_ANSWERS)
  answer!: CareAnswer;

  @ApiPropertyOptional({ example: 'Sees the practice nurse each month.' })
  @IsOptional()
  @Text(2000)
  note?: string;
}

export class ClinicalCareCheckView extends AnswerClinicalCareDto {
  @ApiProperty({ example: '2026-01-12T10:00:00.000Z' })
  at!: string;
}

export class ClinicalCareView {
  @ApiProperty({ enum: CARE_STAGES, nullable: true, example: 'review', description: 'The question that is to be asked now' })
  due!: CareStage | null;

  @ApiProperty({ type: [ClinicalCareCheckView] })
  items!: ClinicalCareCheckView[];
}
