import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, IsBoolean, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import {
  CONNECTION_STATES,
  LEVELS_OF_SUPPORT,
  NEED_CODES,
  type ConnectionState,
  type LevelOfSupport,
  type NeedCode,
} from '#libs/contracts';
import { Codes, Text } from '#libs/platform';
import { DespiteContactRule } from '../contact-rules/contact-rule.dto';
import { BarrierView } from './barrier.dto';
import { AcknowledgeWarningsDto, TravelDto } from './connection-step.dto';

/** Where a connection stands. */
export class ConnectionPlace {
  @ApiProperty({ format: 'uuid' })
  @IsString()
  caseId!: string;

  @ApiProperty({ format: 'uuid' })
  @IsString()
  connectionId!: string;
}

export class RequestConnectionDto extends AcknowledgeWarningsDto {
  @ApiPropertyOptional({
    enum: ['suggested', 'referred'],
    default: 'referred',
    description: 'suggested: nobody is asked yet; referred: suggested, agreed and asked in the same conversation',
  })
  @IsOptional()
  @IsIn(['suggested', 'referred'])
  state?: 'suggested' | 'referred';

  @ApiPropertyOptional({ type: TravelDto, description: 'How the person would get there and back (CL-34)' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TravelDto)
  travel?: TravelDto;

  @ApiProperty({ example: '5b8a3a53-3a67-4f0f-9f39-1f6f5a1d7c11', description: 'A service of the directory' })
  @IsUUID('all')
  serviceId!: string;

  @ApiProperty({ enum: LEVELS_OF_SUPPORT, example: 'introduced', description: 'How much the link worker helps the person to get there' })
  @IsIn(LEVELS_OF_SUPPORT)
  levelOfSupport!: LevelOfSupport;

  @ApiProperty({
    enum: NEED_CODES,
    isArray: true,
    example: ['loneliness'],
    description: 'What the service is to help with; the provider is told',
  })
  @ArrayNotEmpty()
  @Codes(NEED_CODES)
  needs!: NeedCode[];

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

export class ConnectionStep {
  @ApiProperty({ enum: CONNECTION_STATES, example: 'referred' })
  state!: ConnectionState;

  @ApiProperty({ example: '2026-11-24T10:15:00.000Z' })
  at!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;
}

export class TravelView extends TravelDto {
  @ApiProperty({ example: '2026-11-24T10:15:00.000Z' })
  recordedAt!: string;
}

export class LateAnswerView {
  @ApiProperty({ example: 'provider-attended' })
  answer!: string;

  @ApiProperty({ example: '2026-11-24T10:15:00.000Z' })
  at!: string;
}

export class ConnectionView extends ConnectionStep {
  @ApiProperty({ example: 'e2b5cf1a-7a64-4d4f-8a39-2f9f2c1d0b7e' })
  id!: string;

  @ApiProperty({ example: '5b8a3a53-3a67-4f0f-9f39-1f6f5a1d7c11' })
  serviceId!: string;

  @ApiProperty({ example: 'Gardening together' })
  serviceName!: string;

  @ApiProperty({ example: 'b2c7d9a4-9a0e-4a59-8f0e-6f1d2c3b4a5f' })
  providerId!: string;

  @ApiProperty({ example: 'Allotment Trust' })
  providerName!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: "The provider's Task, once it has been asked" })
  taskId!: string | null;

  @ApiProperty({ enum: LEVELS_OF_SUPPORT, example: 'introduced' })
  levelOfSupport!: LevelOfSupport;

  @ApiProperty({ enum: NEED_CODES, isArray: true, example: ['loneliness'] })
  needs!: NeedCode[];

  @ApiProperty({ example: true })
  consentToShare!: boolean;

  @ApiProperty({ example: '2026-11-24T10:15:00.000Z' })
  requestedAt!: string;

  @ApiProperty({ example: '2026-12-08T17:00:00.000Z', description: 'When the provider must have answered' })
  respondBy!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '2026-11-24T10:15:00.000Z',
    description: 'When the provider was asked; null: not yet',
  })
  askedAt!: string | null;

  @ApiProperty({ enum: CONNECTION_STATES, nullable: true, example: null, description: 'Where it goes on from, while it is paused' })
  pausedFrom!: ConnectionState | null;

  @ApiProperty({
    type: TravelView,
    nullable: true,
    description: 'How the person gets there and back (CL-34); null: nobody has looked into it',
  })
  travel!: TravelView | null;

  @ApiProperty({ type: [String], enum: ['no-way-back'], isArray: true, example: [], description: 'What the link worker must see' })
  flags!: 'no-way-back'[];

  @ApiProperty({ type: [BarrierView], description: 'What stands in the way, and what came of it (CL-33)' })
  barriers!: BarrierView[];

  @ApiProperty({ type: [LateAnswerView], description: 'What the provider said too late; it changed nothing' })
  lateAnswers!: LateAnswerView[];

  @ApiProperty({ type: [ConnectionStep], description: 'Every state it has been in' })
  history!: ConnectionStep[];
}
