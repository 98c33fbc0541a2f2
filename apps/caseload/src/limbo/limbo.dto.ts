import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { PageQuery } from '#libs/platform';
import { NEXT_ACTION_OWNERS, type NextActionOwner } from '../actions/next-action.rules';
import { LIMBO_REASON_CODES, type LimboReason } from './limbo.rules';

export class ListLimboDto extends PageQuery {
  @ApiPropertyOptional({ example: 'me', description: 'Of one worker: an id, or `me`' })
  @ValidateIf((query: ListLimboDto) => query.workerId !== undefined && query.workerId !== 'me')
  @IsUUID('all')
  workerId?: string;

  @ApiPropertyOptional({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;

  @ApiPropertyOptional({ enum: LIMBO_REASON_CODES, example: 'overdue' })
  @IsOptional()
  @IsIn(LIMBO_REASON_CODES)
  reason?: LimboReason;
}

export class LimboItem {
  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  caseId!: string;

  @ApiProperty({ example: 'SP-4K7Q-9M2X' })
  reference!: string;

  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  schemeId!: string;

  @ApiProperty({
    enum: LIMBO_REASON_CODES,
    isArray: true,
    example: ['allocated-not-contacted', 'overdue'],
    description: 'The most urgent first',
  })
  reasons!: LimboReason[];

  @ApiProperty({ example: '2026-11-30T17:00:00.000Z', description: 'Since when the first of them holds' })
  since!: string;

  @ApiProperty({ example: 4, description: "Working days of the scheme's nation since then" })
  ageWorkingDays!: number;

  @ApiProperty({ example: 'Priya Shah', description: 'Who must act: a worker by name, a queue, or a part such as the supervisor' })
  owner!: string;

  @ApiProperty({ enum: NEXT_ACTION_OWNERS, example: 'worker' })
  ownerKind!: NextActionOwner;

  @ApiProperty({ example: 'Speak to the person, or give the case to somebody who can.' })
  whatToDo!: string;
}

export class LimboPage {
  @ApiProperty({ type: [LimboItem] })
  items!: LimboItem[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

export class LimboCount {
  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  schemeId!: string;

  @ApiProperty({ example: 7, description: 'Open cases in limbo for any reason' })
  inLimbo!: number;

  @ApiProperty({ example: { overdue: 5, 'waiting-on-provider': 3 }, description: 'By reason; a case may count under several' })
  reasons!: Record<string, number>;
}

export class LimboCounts {
  @ApiProperty({ type: [LimboCount] })
  items!: LimboCount[];
}
