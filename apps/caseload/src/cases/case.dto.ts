import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsUUID, ValidateIf, ValidateNested } from 'class-validator';
import { CASE_STATUSES, CLOSURE_ENDINGS, CLOSURE_REASONS, type CaseStatus, type ClosureEnding, type ClosureReason } from '#libs/contracts';
import { PageQuery } from '#libs/platform';
import { NEED_OUTCOMES, type NeedOutcome } from '../needs/need.entity';

/** The reasons a link worker can give; the others are the sender's. */
const WORKERS_REASONS = CLOSURE_REASONS.filter((reason) => reason !== 'withdrawn' && reason !== 'entered-in-error');

const LISTED_STATUSES = ['open', ...CASE_STATUSES] as const;

export class AllocateCaseDto {
  @ApiProperty({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', description: "A worker of the case's scheme" })
  @IsUUID('all')
  workerId!: string;
}

export class NeedOutcomeDto {
  @ApiProperty({ example: '3c5d7e9f-1a23-4b6b-8e8f-7d3e9b514a2c' })
  @IsUUID('all')
  id!: string;

  @ApiProperty({ enum: NEED_OUTCOMES, example: 'resolved' })
  @IsIn(NEED_OUTCOMES)
  status!: NeedOutcome;
}

export class CloseCaseDto {
  @ApiProperty({ enum: WORKERS_REASONS, example: 'completed' })
  @IsIn(WORKERS_REASONS)
  reason!: ClosureReason;

  @ApiPropertyOptional({ enum: CLOSURE_ENDINGS, description: 'What happened; needed when the reason is `ended`, and only then' })
  @IsOptional()
  @IsIn(CLOSURE_ENDINGS)
  ending?: ClosureEnding;

  @ApiPropertyOptional({ type: [NeedOutcomeDto], example: [], description: 'What came of each need that is open (CL-39)' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NeedOutcomeDto)
  needs?: NeedOutcomeDto[];

  @ApiPropertyOptional({ enum: NEED_OUTCOMES, example: 'resolved', description: 'What came of all other needs that are open' })
  @IsOptional()
  @IsIn(NEED_OUTCOMES)
  openNeeds?: NeedOutcome;

  @ApiPropertyOptional({
    example: false,
    description: 'Takes back the connections that are live, with the reason `ended`; when the person died it is so in any case',
  })
  @IsOptional()
  @IsBoolean()
  withdrawConnections?: boolean;
}

export class ListCasesDto extends PageQuery {
  @ApiPropertyOptional({
    enum: LISTED_STATUSES,
    example: 'unallocated',
    description: '`unallocated` is the queue, oldest first; `open` every case that is not closed',
  })
  @IsOptional()
  @IsIn(LISTED_STATUSES)
  status?: CaseStatus | 'open';

  @ApiPropertyOptional({ example: 'me', description: 'The cases of one worker: an id, or `me`' })
  @ValidateIf((query: ListCasesDto) => query.workerId !== undefined && query.workerId !== 'me')
  @IsUUID('all')
  workerId?: string;

  @ApiPropertyOptional({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;
}
