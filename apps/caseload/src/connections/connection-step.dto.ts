import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Instant, Text } from '#libs/platform';
import { DespiteContactRule } from '../contact-rules/contact-rule.dto';
import { TRAVEL_MODES, type TravelMode } from './travel.rules';

/** Why a person said no to their link worker. The sender hears only that they did. */
export const PERSON_DECLINE_REASONS = [
  'changed-mind',
  'not-for-me',
  'transport',
  'money',
  'confidence',
  'time',
  'health',
  'waited-too-long',
  'other',
] as const;
export type PersonDeclineReason = (typeof PERSON_DECLINE_REASONS)[number];

/** Why a link worker says that a service cannot take the person. */
export const NOT_AVAILABLE_REASONS = ['no-capacity', 'service-closed', 'not-suitable', 'out-of-area'] as const;
export type NotAvailableReason = (typeof NOT_AVAILABLE_REASONS)[number];

export const PAUSE_REASONS = ['person-unwell', 'person-away', 'service-paused', 'other'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

export const STOP_REASONS = ['person-stopped', 'health', 'moved', 'service-ended', 'no-longer-needed', 'other'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** How the person would get there and back (CL-34). */
export class TravelDto {
  @ApiProperty({ enum: TRAVEL_MODES, example: 'bus' })
  @IsIn(TRAVEL_MODES)
  mode!: TravelMode;

  @ApiProperty({ example: 25, description: 'Minutes, one way' })
  @IsInt()
  @Min(0)
  @Max(1440)
  minutes!: number;

  @ApiProperty({ example: 400, description: 'Pence, there and back' })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  costPence!: number;

  @ApiProperty({ example: true, description: 'They get home again the same day; if not, it counts as a gap of the place they live in' })
  @IsBoolean()
  returnTripPossible!: boolean;

  @ApiPropertyOptional({ example: 400, description: 'Pence to be paid from a fund' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  fundablePence?: number;
}

/** A step with its date. */
export class StepDto {
  @ApiPropertyOptional({
    description: 'When it happened; now, if left out. Not before the step it follows',
  })
  @IsOptional()
  @Instant()
  at?: string;
}

export class AgreeConnectionDto extends StepDto {
  @ApiPropertyOptional({ type: TravelDto, description: 'Needed unless it is on record already (CL-34)' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TravelDto)
  travel?: TravelDto;
}

/** What a link worker says who refers although something on record speaks against it. */
export class AcknowledgeWarningsDto {
  @ApiPropertyOptional({ example: false, description: 'The warnings that were told (409) have been read; say why in `acknowledgeReason`' })
  @IsOptional()
  @IsBoolean()
  acknowledgeWarnings?: boolean;

  @ApiPropertyOptional({
    example: 'Talked through with the person; they want to try it once.',
    description: 'Restricted like the warning itself',
  })
  @IsOptional()
  @Text(1000)
  acknowledgeReason?: string;
}

export class ReferConnectionDto extends AcknowledgeWarningsDto {
  @ApiProperty({ example: true, description: 'The person agreed that the provider may have their details' })
  @IsBoolean()
  consentToShare!: boolean;

  @ApiPropertyOptional({ example: 'Would like company outdoors on weekdays.', description: 'For the provider; told only with consent' })
  @IsOptional()
  @Text(4000)
  reason?: string;

  @DespiteContactRule()
  despiteContactRule?: string;
}

export class DeclineConnectionDto extends StepDto {
  @ApiProperty({
    enum: PERSON_DECLINE_REASONS,
    example: 'transport',
    description: 'What the person said; the sender hears only that they decided against it',
  })
  @IsIn(PERSON_DECLINE_REASONS)
  reason!: PersonDeclineReason;
}

export class NotAvailableDto extends StepDto {
  @ApiProperty({ enum: NOT_AVAILABLE_REASONS, example: 'no-capacity' })
  @IsIn(NOT_AVAILABLE_REASONS)
  reason!: NotAvailableReason;
}

export class PauseConnectionDto extends StepDto {
  @ApiProperty({ enum: PAUSE_REASONS, example: 'person-unwell' })
  @IsIn(PAUSE_REASONS)
  reason!: PauseReason;
}

export class StopConnectionDto extends StepDto {
  @ApiProperty({ enum: STOP_REASONS, example: 'no-longer-needed' })
  @IsIn(STOP_REASONS)
  reason!: StopReason;
}

export class AcceptConnectionDto extends StepDto {
  @ApiPropertyOptional({ example: false, description: 'Onto the waiting list' })
  @IsOptional()
  @IsBoolean()
  waitingList?: boolean;
}
