import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '#libs/platform';
import { WorkerNameView } from '../cases/case.view';

export class ListAlertsDto extends PageQuery {
  @ApiPropertyOptional({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;

  @ApiPropertyOptional({ example: 'first-contact-overdue' })
  @IsOptional()
  @MaxLength(60)
  @Matches(/^[a-z\d-]{1,60}$/)
  code?: string;

  @ApiPropertyOptional({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  @IsOptional()
  @IsUUID('all')
  caseId?: string;
}

export class AlertView {
  @ApiProperty({ example: '6d1b0f0e-3c5d-4a1f-9d55-0a9c7b3e2f11' })
  id!: string;

  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  caseId!: string;

  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  schemeId!: string;

  @ApiProperty({ example: 'first-contact-overdue' })
  code!: string;

  @ApiProperty({ example: '2026-11-30T17:00:00.000Z', description: 'When what it tells of began' })
  since!: string;

  @ApiProperty({ example: '2026-11-30T17:00:01.000Z' })
  raisedAt!: string;

  @ApiProperty({ type: String, nullable: true, example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', description: 'Who had the case then' })
  workerId!: string | null;

  @ApiProperty({ type: WorkerNameView, nullable: true, description: 'Who is asked to act, where it is one worker; else every supervisor' })
  asked!: WorkerNameView | null;
}

export class AlertPage {
  @ApiProperty({ type: [AlertView] })
  items!: AlertView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}
