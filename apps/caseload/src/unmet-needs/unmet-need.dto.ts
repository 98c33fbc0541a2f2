import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { NEED_CODES, type NeedCode } from '#libs/contracts';
import { UNMET_NEED_REASONS, type UnmetNeedReason } from './unmet-need.entity';

export class RecordUnmetNeedDto {
  @ApiProperty({ enum: NEED_CODES, example: 'loneliness' })
  @IsIn(NEED_CODES)
  need!: NeedCode;

  @ApiProperty({ enum: UNMET_NEED_REASONS, example: 'no-provider' })
  @IsIn(UNMET_NEED_REASONS)
  reason!: UnmetNeedReason;

  @ApiPropertyOptional({
    example: 'LS6',
    description: "A postcode district or LSOA code; the district of the person's postcode, if left out",
  })
  @IsOptional()
  @MaxLength(9)
  @Matches(/^([A-Z]{1,2}\d[A-Z\d]?|[EWS]01\d{6}|95[A-Z]{2}\d{2}[A-Z]\d)$/)
  area?: string;
}

export class UnmetNeedView {
  @ApiProperty({ example: '4f8b2f0e-0d6e-4f7a-9a55-1f6f5a1d7c11' })
  id!: string;

  @ApiProperty({ enum: NEED_CODES, example: 'loneliness' })
  need!: NeedCode;

  @ApiProperty({ enum: UNMET_NEED_REASONS, example: 'no-provider' })
  reason!: UnmetNeedReason;

  @ApiProperty({ type: String, nullable: true, example: 'LS6' })
  area!: string | null;

  @ApiProperty({ example: '2026-11-24T10:15:00.000Z', description: 'When it was first found that nothing is there' })
  at!: string;

  @ApiProperty({ example: false, description: "It follows from the case's connections: a barrier, no way back, a service that is full" })
  derived!: boolean;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Null: the gap still stands' })
  resolvedAt!: string | null;
}

export class UnmetNeedList {
  @ApiProperty({ type: [UnmetNeedView] })
  items!: UnmetNeedView[];
}
