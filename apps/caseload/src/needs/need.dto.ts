import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { NEED_CODES, type NeedCode } from '#libs/contracts';
import { Text } from '#libs/platform';
import { ActionView } from '../actions/action.dto';
import { NEED_STATUSES, type NeedStatus } from './need.entity';

export class AddNeedDto {
  @ApiProperty({ enum: NEED_CODES, example: 'debt' })
  @IsIn(NEED_CODES)
  code!: NeedCode;

  @ApiPropertyOptional({
    example: false,
    description:
      'Only for the worker, the supervisor and whom they name; told to nobody. Left out: so for domestic abuse and substance use',
  })
  @IsOptional()
  @IsBoolean()
  sensitive?: boolean;

  @ApiPropertyOptional({ example: 'Two letters of the council are unopened.', description: 'Stays in caseload' })
  @IsOptional()
  @Text(2000)
  note?: string;
}

export class ChangeNeedDto {
  @ApiPropertyOptional({ enum: NEED_STATUSES, example: 'resolved' })
  @IsOptional()
  @IsIn(NEED_STATUSES)
  status?: NeedStatus;

  @ApiPropertyOptional({ example: false })
  @IsOptional()
  @IsBoolean()
  sensitive?: boolean;

  @ApiPropertyOptional({ example: 'The council agreed a plan to pay.' })
  @IsOptional()
  @Text(2000)
  note?: string;
}

export class NeedView {
  @ApiProperty({ example: '3c5d7e9f-1a23-4b6b-8e8f-7d3e9b514a2c' })
  id!: string;

  @ApiProperty({ enum: NEED_CODES, example: 'debt' })
  code!: NeedCode;

  @ApiProperty({ enum: NEED_STATUSES, example: 'open' })
  status!: NeedStatus;

  @ApiProperty({ example: false })
  sensitive!: boolean;

  @ApiProperty({ type: String, nullable: true, example: null })
  note!: string | null;

  @ApiProperty({ example: '2026-01-12T10:00:00.000Z', description: 'When its status last changed' })
  at!: string;

  @ApiProperty({ type: [ActionView], description: 'What is done about it' })
  actions!: ActionView[];
}

export class NeedList {
  @ApiProperty({ type: [NeedView] })
  items!: NeedView[];
}
