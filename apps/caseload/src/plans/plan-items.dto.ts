import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { NEED_CODES, type NeedCode } from '#libs/contracts';
import { Day, Text } from '#libs/platform';
import { UNMET_NEED_REASONS, type UnmetNeedReason } from '../unmet-needs/unmet-need.entity';
import { ASSET_KINDS, type AssetKind } from './plan-content.rules';
import { Words } from './plan-fields.dto';

class ItemDto {
  @ApiPropertyOptional({ example: '0f6d8a52-5b1c-4d3e-8f70-91a2b3c4d5e6', description: 'Of an item that is known; a new one gets its id' })
  @IsOptional()
  @IsUUID('all')
  id?: string;

  @ApiPropertyOptional({
    example: false,
    description: 'Only for the worker and the supervisor: never printed, never shown to another organisation',
  })
  @IsOptional()
  @IsBoolean()
  restricted?: boolean;
}

export class WhatMattersDto {
  @ApiPropertyOptional({ example: 'I want to see people again.', description: "In the person's own words, like the other three" })
  @IsOptional()
  @Words()
  priorities?: string;

  @ApiPropertyOptional({ example: 'My garden and old films.' })
  @IsOptional()
  @Words()
  interests?: string;

  @ApiPropertyOptional({ example: 'Being useful to others.' })
  @IsOptional()
  @Words()
  values?: string;

  @ApiPropertyOptional({ example: 'My grandson visits in summer; I want to go out with him.' })
  @IsOptional()
  @Words()
  motivations?: string;
}

class NotYetFoundDto {
  @ApiProperty({ enum: NEED_CODES, example: 'transport' })
  @IsIn(NEED_CODES)
  need!: NeedCode;

  @ApiProperty({ enum: UNMET_NEED_REASONS, example: 'no-provider' })
  @IsIn(UNMET_NEED_REASONS)
  reason!: UnmetNeedReason;
}

export class PlanConnectionDto extends ItemDto {
  @ApiPropertyOptional({ description: 'A connection of the case; either this or `notYetFound`' })
  @IsOptional()
  @IsUUID('all')
  connectionId?: string;

  @ApiPropertyOptional({ type: NotYetFoundDto, description: 'Nothing was found: it goes into the register of unmet needs (CL-32)' })
  @IsOptional()
  @ValidateNested()
  @Type(() => NotYetFoundDto)
  notYetFound?: NotYetFoundDto;
}

export class ExpectationDto {
  @ApiProperty({ description: 'A connection that the plan names' })
  @IsUUID('all')
  connectionId!: string;

  @ApiPropertyOptional({ example: 'Jo from the Allotment Trust phones me.' })
  @IsOptional()
  @Words()
  whoContacts?: string;

  @ApiPropertyOptional({ example: '2030-01-31', description: 'By when; left out: when the provider must have answered' })
  @IsOptional()
  @Day()
  contactBy?: string;

  @ApiPropertyOptional({ example: 'Free; tea is £1.' })
  @IsOptional()
  @Words()
  cost?: string;

  @ApiPropertyOptional({ example: 'Tuesday at 10, at the gate in Mill Lane. Wear boots.' })
  @IsOptional()
  @Words()
  firstSession?: string;
}

export class SelfCareDto {
  @ApiProperty({ example: 'I walk to the park and back each morning.' })
  @Text(4000)
  text!: string;
}

export class AssetDto extends ItemDto {
  @ApiProperty({ enum: ASSET_KINDS, example: 'hobby' })
  @IsIn(ASSET_KINDS)
  kind!: AssetKind;

  @ApiProperty({ example: 'fishing', description: 'A hobby, skill or passion is a word to search the directory with' })
  @Text(200)
  text!: string;
}

export class GoalDto extends ItemDto {
  @ApiProperty({ example: 'Sing in front of people once.', description: 'Free text; nothing of it must be in the directory (CL-09)' })
  @Text(4000)
  text!: string;

  @ApiPropertyOptional({ example: '2030-03-01', description: 'When it is looked at together' })
  @IsOptional()
  @Day()
  dueOn?: string;
}

class MethodDto {
  @ApiPropertyOptional({ example: 'Phone the choir and ask about a first evening.', description: 'Needed (CL-11)' })
  @IsOptional()
  @Words()
  what?: string;

  @ApiPropertyOptional({ example: 'My link worker', description: 'Needed (CL-11)' })
  @IsOptional()
  @Words()
  byWhom?: string;

  @ApiPropertyOptional({ example: 'Once', description: 'Needed (CL-11)' })
  @IsOptional()
  @Words()
  howOften?: string;
}

export class PlanActionDto extends ItemDto {
  @ApiPropertyOptional({ description: 'A goal of the plan' })
  @IsOptional()
  @IsUUID('all')
  goalId?: string;

  @ApiPropertyOptional({ type: MethodDto, description: 'Needed (CL-11)' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MethodDto)
  method?: MethodDto;

  @ApiPropertyOptional({ example: 'I know when to go and who meets me.', description: 'Needed (CL-11)' })
  @IsOptional()
  @Words()
  expectedOutcome?: string;

  @ApiPropertyOptional({ example: '2030-01-15', description: 'Then it becomes an action of the case' })
  @IsOptional()
  @Day()
  dueOn?: string;
}
