import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { NEED_CODES, type NeedCode } from '#libs/contracts';
import { UNMET_NEED_REASONS, type UnmetNeedReason } from './unmet-need.entity';

const MONTH = /^(?:19|2[01])\d{2}-(0[1-9]|1[0-2])$/;
const OF_SEVEN_LETTERS = { context: { schema: { maxLength: 7 } } };

/** Whole months. One that is not over is not in the report yet. */
export class GapReportDto {
  @ApiPropertyOptional({ description: "One scheme; all of the caller's organisation, if left out" })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;

  @ApiProperty({ example: '2026-01', description: 'First month' })
  @Matches(MONTH, OF_SEVEN_LETTERS)
  from!: string;

  @ApiProperty({ example: '2026-12', description: 'Last month' })
  @Matches(MONTH, OF_SEVEN_LETTERS)
  to!: string;

  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

export class GapRow {
  @ApiProperty({ enum: NEED_CODES, example: 'loneliness' })
  need!: NeedCode;

  @ApiProperty({ type: String, nullable: true, example: 'LS6', description: 'Null: the place is not known' })
  area!: string | null;

  @ApiProperty({ example: false, description: "One of the scheme's `ruralAreas` (CL-34)" })
  rural!: boolean;

  @ApiProperty({ enum: UNMET_NEED_REASONS, example: 'transport' })
  reason!: UnmetNeedReason;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 12,
    description: 'Cases, each in the month in which enough of them had come together; null: there are some, and too few to count yet',
  })
  cases!: number | null;
}

export class GapTotal {
  @ApiProperty({ enum: NEED_CODES, example: 'loneliness' })
  need!: NeedCode;

  @ApiProperty({ type: Number, nullable: true, example: 12, description: 'Null: there are some, and too few to count yet' })
  cases!: number | null;
}

export class GapReport {
  @ApiProperty({ example: '2026-01' })
  from!: string;

  @ApiProperty({ example: '2026-12' })
  to!: string;

  @ApiProperty({
    example: '2026-10',
    description: 'The last month that is over; a report of it, or of earlier ones, does not change any more',
  })
  releasedUntil!: string;

  @ApiProperty({ example: 8, description: 'Fewer cases wait until they are so many, and are counted then' })
  hiddenBelow!: number;

  @ApiProperty({ type: [GapRow] })
  rows!: GapRow[];

  @ApiProperty({ type: [GapTotal], description: 'Rows added up by need; a case with two reasons counts in both' })
  totals!: GapTotal[];
}
