import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Day, Text } from '#libs/platform';
import { BLOCKERS, type BlockerCode } from './case-blocker.entity';

export class BlockCaseDto {
  @ApiProperty({ enum: BLOCKERS, example: 'assessment', description: 'The step that support waits for' })
  @IsIn(BLOCKERS)
  blocker!: BlockerCode;

  @ApiProperty({ example: 'Occupational therapy team', description: 'Who takes that step: a team or an organisation, not the person' })
  @Text(200)
  owner!: string;

  @ApiProperty({ example: '2030-03-01', description: 'The day on which it is expected to be done' })
  @Day()
  expectedBy!: string;

  @ApiPropertyOptional({ example: 'Only by phone until she has been seen in person', description: 'Stays in caseload' })
  @IsOptional()
  @Text(1000)
  note?: string;

  @ApiPropertyOptional({ description: 'The day since when support waits, if not today' })
  @IsOptional()
  @Day()
  since?: string;
}

export class ExpectBlockerDto {
  @ApiProperty({ example: '2030-04-01' })
  @Day()
  expectedBy!: string;
}

export class BlockerView {
  @ApiProperty({ example: '8e9f0a1b-2c3d-4e5f-8a6b-7c8d9e0f1a12' })
  id!: string;

  @ApiProperty({ enum: BLOCKERS, example: 'assessment' })
  blocker!: BlockerCode;

  @ApiProperty({ example: 'Occupational therapy team' })
  owner!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  note!: string | null;

  @ApiProperty({ example: '2026-11-23T09:00:00.000Z' })
  since!: string;

  @ApiProperty({ example: '2035-03-01' })
  expectedBy!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  endedAt!: string | null;
}

export class BlockerList {
  @ApiProperty({ type: [BlockerView] })
  items!: BlockerView[];
}

export class WaitSegmentView {
  @ApiProperty({ enum: ['first-contact', 'blocked'], example: 'blocked' })
  kind!: 'first-contact' | 'blocked';

  @ApiProperty({ example: '2026-11-23T09:00:00.000Z' })
  from!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Null: they still wait' })
  until!: string | null;

  @ApiProperty({ example: 7 })
  days!: number;
}

export class WaitingView {
  @ApiProperty({ example: 12, description: 'Whole days of waiting; a day for two reasons counts once (CL-19)' })
  totalDays!: number;

  @ApiProperty({ example: 7 })
  blockedDays!: number;

  @ApiProperty({ type: [WaitSegmentView] })
  segments!: WaitSegmentView[];
}
