import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '#libs/platform';
import { WorkerNameView } from '../cases/case.view';

export const VISIT_STATES = ['out', 'overdue', 'alarm'] as const;
export type VisitState = (typeof VISIT_STATES)[number];

export class ListVisitsDto extends PageQuery {
  @ApiPropertyOptional({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsOptional()
  @IsUUID('all')
  schemeId?: string;
}

/** A home visit from which the worker is not known to be back. */
export class VisitView {
  @ApiProperty({ example: '8c4d2f6a-1b3e-4c5d-9e7f-0a1b2c3d4e5f' })
  contactId!: string;

  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  caseId!: string;

  @ApiProperty({ example: 'SP-4K7Q-9M2X' })
  reference!: string;

  @ApiProperty({ enum: VISIT_STATES, example: 'alarm', description: 'alarm: the colleague has been asked to act' })
  state!: VisitState;

  @ApiProperty({ type: WorkerNameView, nullable: true })
  worker!: WorkerNameView | null;

  @ApiProperty({ type: WorkerNameView, nullable: true, description: 'Who is told when the worker is overdue' })
  colleague!: WorkerNameView | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  place!: string | null;

  @ApiProperty({ example: '2026-11-24T10:00:00.000Z' })
  at!: string;

  @ApiProperty({ example: '2026-11-24T11:00:00.000Z' })
  expectedBackAt!: string;
}

export class VisitPage {
  @ApiProperty({ type: [VisitView] })
  items!: VisitView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}
