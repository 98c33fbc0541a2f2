import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsObject, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { MEASUREMENT_SOURCES, MEASUREMENT_STAGES, type MeasurementSource, type MeasurementStage } from '#libs/contracts';
import { Instant, Nullable } from '#libs/platform';
import type { Ons4 } from './ons4.rules';

// A skipped question is said to be skipped: an absent answer may be a mistake of the sending system.
const Answer = (question: string) =>
  applyDecorators(
    ApiProperty({ description: `${question} Null where the person skipped it.`, type: 'integer', minimum: 0, maximum: 10, nullable: true }),
    Nullable(),
    IsInt(),
    Min(0),
    Max(10),
  );

export class Ons4Dto implements Ons4 {
  @Answer('Overall, how satisfied are you with your life nowadays?')
  satisfied!: number | null;

  @Answer('Overall, to what extent do you feel that the things you do in your life are worthwhile?')
  worthwhile!: number | null;

  @Answer('Overall, how happy did you feel yesterday?')
  happy!: number | null;

  @Answer(
    'On a scale where 0 is "not at all anxious" and 10 is "completely anxious", overall, how anxious did you feel yesterday? Higher is worse.',
  )
  anxious!: number | null;
}

export class RecordMeasurementDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  referralId!: string;

  @ApiProperty({ enum: ['ons4'] })
  @IsIn(['ons4'])
  instrument!: 'ons4';

  @ApiProperty({ enum: MEASUREMENT_STAGES })
  @IsIn(MEASUREMENT_STAGES)
  stage!: MeasurementStage;

  @ApiProperty({ format: 'date-time', description: 'When the person was asked' })
  @Instant()
  takenAt!: string;

  @ApiProperty({ enum: MEASUREMENT_SOURCES, description: 'Who says so; only self-report counts in headline results' })
  @IsIn(MEASUREMENT_SOURCES)
  source!: MeasurementSource;

  @ApiProperty({ type: Ons4Dto })
  @IsObject()
  @ValidateNested()
  @Type(() => Ons4Dto)
  answers!: Ons4Dto;
}
