import { ApiHideProperty, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { PRESENTING_GROUPS, type PresentingGroup } from '#libs/contracts';
import { Codes } from '#libs/platform';

/** What belongs to the clinical record, which nobody writes here (CL-25). */
export const CLINICAL_FIELDS = ['diagnosis', 'diagnoses', 'medication', 'medications', 'conditions', 'allergies'] as const;

export class PresentingGroupsDto {
  @ApiProperty({ enum: PRESENTING_GROUPS, isArray: true, example: ['lonely-or-isolated', 'long-term-condition'] })
  @Codes(PRESENTING_GROUPS)
  presentingGroups!: PresentingGroup[];
}

/** Some details of a case. The clinical ones are named so that the refusal can say whose they are. */
export class ChangeCaseDetailsDto {
  @ApiPropertyOptional({ enum: PRESENTING_GROUPS, isArray: true, example: ['lonely-or-isolated', 'long-term-condition'] })
  @IsOptional()
  @Codes(PRESENTING_GROUPS)
  presentingGroups?: PresentingGroup[];

  @ApiHideProperty()
  @IsOptional()
  diagnosis?: unknown;

  @ApiHideProperty()
  @IsOptional()
  diagnoses?: unknown;

  @ApiHideProperty()
  @IsOptional()
  medication?: unknown;

  @ApiHideProperty()
  @IsOptional()
  medications?: unknown;

  @ApiHideProperty()
  @IsOptional()
  conditions?: unknown;

  @ApiHideProperty()
  @IsOptional()
  allergies?: unknown;
}

export class PresentingGroupsReportDto {
  @ApiPropertyOptional({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;
}

const HIDDEN = 'null: fewer than the threshold';

export class PresentingGroupCount {
  @ApiProperty({ enum: PRESENTING_GROUPS, example: 'lonely-or-isolated' })
  group!: PresentingGroup;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 210,
    description: `Cases of the group; one case may count in several; ${HIDDEN}`,
  })
  cases!: number | null;
}

/** To the nearest five for each scheme, as released for a month that is over; the schemes are added up (OC-18). */
export class PresentingGroupsReport {
  @ApiProperty({ example: '2026-10', description: 'Cases that were received by the end of this month' })
  month!: string;

  @ApiProperty({ type: Number, nullable: true, example: 400, description: `All cases; ${HIDDEN}` })
  cases!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 60, description: `Cases of no group yet; ${HIDDEN}` })
  withoutGroup!: number | null;

  @ApiProperty({ type: [PresentingGroupCount] })
  items!: PresentingGroupCount[];
}
