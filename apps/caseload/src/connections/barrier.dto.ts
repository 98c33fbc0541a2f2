import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Text } from '#libs/platform';
import { BARRIER_CODES, type BarrierCode } from './barrier.rules';

export class LogBarrierDto {
  @ApiProperty({ enum: BARRIER_CODES, example: 'transport' })
  @IsIn(BARRIER_CODES)
  code!: BarrierCode;

  @ApiPropertyOptional({ example: 'The last bus leaves before the group ends.' })
  @IsOptional()
  @Text(2000)
  note?: string;
}

export class ResolveBarrierDto {
  @ApiProperty({ example: 'Lift with another member' })
  @Text(2000)
  resolution!: string;

  @ApiPropertyOptional({ example: 0, description: 'What it cost, in pence' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  costPence?: number;
}

export class BarrierView {
  @ApiProperty({ example: '4f8b2f0e-0d6e-4f7a-9a55-1f6f5a1d7c11' })
  id!: string;

  @ApiProperty({ enum: BARRIER_CODES, example: 'transport' })
  code!: BarrierCode;

  @ApiProperty({ type: String, nullable: true, example: 'The last bus leaves before the group ends.' })
  note!: string | null;

  @ApiProperty({ example: '2026-11-24T10:15:00.000Z' })
  openedAt!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Null: it still stands, and counts as a gap (CL-32)' })
  resolvedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  resolution!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: null, description: 'Pence' })
  costPence!: number | null;
}
