import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { CASE_STATUSES, CLOSURE_REASONS, type CaseStatus, type ClosureReason } from '#libs/contracts';
import { PageQuery } from '#libs/platform';

/** The reasons a link worker can give; the others are the sender's. */
const WORKERS_REASONS = CLOSURE_REASONS.filter((reason) => reason !== 'withdrawn' && reason !== 'entered-in-error');

const LISTED_STATUSES = ['open', ...CASE_STATUSES] as const;

export class AllocateCaseDto {
  @ApiProperty({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', description: "A worker of the case's scheme" })
  @IsUUID('all')
  workerId!: string;
}

export class CloseCaseDto {
  @ApiProperty({ enum: WORKERS_REASONS, example: 'completed' })
  @IsIn(WORKERS_REASONS)
  reason!: ClosureReason;
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
