import { ApiProperty, ApiPropertyOptional, IntersectionType, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsBoolean, IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { Day } from '#libs/platform';
import { PlanContentDto } from './plan-content.dto';
import { CONTRIBUTORS, GIVEN_BY, HOW_GIVEN, type ContributorKind, type GivenBy, type HowGiven } from './plan-agreement.rules';

class ContributorDto {
  @ApiProperty({ enum: CONTRIBUTORS, example: 'person' })
  @IsIn(CONTRIBUTORS)
  kind!: ContributorKind;

  @ApiPropertyOptional({ example: 'Grace Okafor' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;
}

export class AgreePlanDto {
  @ApiProperty({ example: '2026-03-12', description: 'Not in the future' })
  @Day()
  agreedOn!: string;

  @ApiProperty({ enum: HOW_GIVEN, example: 'in-person' })
  @IsIn(HOW_GIVEN)
  howGiven!: HowGiven;

  @ApiPropertyOptional({ enum: GIVEN_BY, example: 'person', default: 'person', description: 'Who said yes' })
  @IsOptional()
  @IsIn(GIVEN_BY)
  givenBy: GivenBy = 'person';

  @ApiProperty({ type: [ContributorDto], description: 'Who wrote it together: the person, or somebody who speaks for them, among them' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => ContributorDto)
  contributors!: ContributorDto[];

  @ApiProperty({ example: true, description: 'A copy of the plan was offered' })
  @IsBoolean()
  copyOffered!: boolean;
}

class AgreementView extends OmitType(AgreePlanDto, ['contributors'] as const) {
  @ApiProperty({ example: '2026-03-12T14:30:00.000Z', description: 'When it was put on record' })
  agreedAt!: string;
}

export class PlanSummary {
  @ApiProperty({ example: 'c1d2e3f4-0a1b-4c2d-8e3f-405162738495' })
  id!: string;

  @ApiProperty({ example: 1 })
  version!: number;

  @ApiProperty({ enum: ['draft', 'agreed'], example: 'agreed' })
  state!: 'draft' | 'agreed';

  @ApiProperty({ type: AgreementView, nullable: true })
  agreement!: AgreementView | null;

  @ApiProperty({ type: [ContributorDto] })
  contributors!: ContributorDto[];

  @ApiProperty({ example: '2026-03-10T09:00:00.000Z' })
  createdAt!: string;

  @ApiProperty({ example: '2026-03-12T14:30:00.000Z' })
  changedAt!: string;

  @ApiProperty({ example: 3, description: 'The ETag' })
  revision!: number;
}

export class PlanView extends IntersectionType(PlanSummary, PlanContentDto) {
  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  caseId!: string;
}

export class PlanList {
  @ApiProperty({ type: [PlanSummary], description: 'The newest first' })
  items!: PlanSummary[];
}

export class InterestList {
  @ApiProperty({ type: [String], example: ['fishing'], description: 'Words for `GET /api/caseload/services?interest=`' })
  items!: string[];
}

export const DOCUMENT_FORMATS = ['html', 'pdf'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export class DocumentDto {
  @ApiPropertyOptional({ enum: DOCUMENT_FORMATS, example: 'pdf', description: 'Instead of Accept' })
  @IsOptional()
  @IsIn(DOCUMENT_FORMATS)
  format?: DocumentFormat;
}
