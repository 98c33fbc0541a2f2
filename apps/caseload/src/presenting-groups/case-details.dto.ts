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

export class PresentingGroupCount {
  @ApiProperty({ enum: PRESENTING_GROUPS, example: 'lonely-or-isolated' })
  group!: PresentingGroup;

  @ApiProperty({ example: 212, description: 'Cases of the group; one case may count in several' })
  cases!: number;
}

export class PresentingGroupsReport {
  @ApiProperty({ example: 400 })
  cases!: number;

  @ApiProperty({ example: 61, description: 'Cases of no group yet' })
  withoutGroup!: number;

  @ApiProperty({ type: [PresentingGroupCount] })
  items!: PresentingGroupCount[];
}
