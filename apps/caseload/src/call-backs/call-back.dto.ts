import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { Instant, Text } from '#libs/platform';
import { DespiteContactRule } from '../contact-rules/contact-rule.dto';
import { CALL_BACK_STATES, type CallBackState } from './call-back.entity';

export class PromiseCallBackDto {
  @ApiProperty({ example: '2030-01-07T10:00:00Z', description: 'From when the person expects the call; with time zone' })
  @Instant()
  from!: string;

  @ApiProperty({ example: '2030-01-07T12:00:00Z', description: 'After this the service has missed it (CL-14)' })
  @Instant()
  until!: string;

  @ApiPropertyOptional({ description: 'The worker who is to call; left out: whoever has the case' })
  @IsOptional()
  @IsUUID('all')
  by?: string;

  @ApiProperty({ example: 'Wants to know when the reading group meets', description: 'Stays in caseload' })
  @Text(500)
  reason!: string;

  @DespiteContactRule()
  despiteContactRule?: string;
}

export class CallBackMadeDto {
  @ApiPropertyOptional({ description: 'When the call was made, with time zone; left out: now' })
  @IsOptional()
  @Instant()
  at?: string;

  @DespiteContactRule()
  despiteContactRule?: string;
}

export class CallBackView {
  @ApiProperty({ example: '3d1c8a70-6b2e-4f4d-8a55-7c9e0d1f2a21' })
  id!: string;

  @ApiProperty({ enum: CALL_BACK_STATES, example: 'promised' })
  state!: CallBackState;

  @ApiProperty({ example: '2030-01-07T10:00:00.000Z' })
  from!: string;

  @ApiProperty({ example: '2030-01-07T12:00:00.000Z' })
  until!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'The worker who is to call, when one was named' })
  by!: string | null;

  @ApiProperty({ example: 'Wants to know when the reading group meets' })
  reason!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'When it was made, found missed or called off' })
  settledAt!: string | null;
}

export class CallBackList {
  @ApiProperty({ type: [CallBackView] })
  items!: CallBackView[];
}

export class CallBackCountsQueryDto {
  @ApiPropertyOptional({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;

  @ApiPropertyOptional({ example: '2030-01-01T00:00:00Z', description: 'Windows that end from then on' })
  @IsOptional()
  @Instant()
  from?: string;

  @ApiPropertyOptional({ example: '2030-02-01T00:00:00Z', description: '… and before then' })
  @IsOptional()
  @Instant()
  to?: string;
}

export class CallBackCounts {
  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  schemeId!: string;

  @ApiProperty({ example: 'Leeds North' })
  schemeName!: string;

  @ApiProperty({ example: 40 })
  made!: number;

  @ApiProperty({ example: 2, description: 'The service promised and did not call (CL-14)' })
  missedByService!: number;

  @ApiProperty({ example: 3, description: 'Promised; the window has not passed' })
  open!: number;

  @ApiProperty({ example: 5, description: 'Agreed contacts that people missed in the same time; never a missed call-back' })
  contactsMissedByPerson!: number;
}

export class CallBackCountsList {
  @ApiProperty({ type: [CallBackCounts] })
  items!: CallBackCounts[];
}
