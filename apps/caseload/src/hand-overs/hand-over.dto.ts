import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { HAND_OVER_STATES, type HandOverState } from '#libs/contracts';

export const DECLINERS = ['receiver', 'person'] as const;

export class StartHandOverDto {
  @ApiPropertyOptional({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', description: 'The worker who receives; this or `connectionId`' })
  @IsOptional()
  @IsUUID('all')
  toWorkerId?: string;

  @ApiPropertyOptional({ description: 'The scheme that the case moves to when they confirm, if another' })
  @IsOptional()
  @IsUUID('all')
  toSchemeId?: string;

  @ApiPropertyOptional({ description: 'The live connection whose service receives; this or `toWorkerId`' })
  @IsOptional()
  @IsUUID('all')
  connectionId?: string;
}

export class DeclineHandOverDto {
  @ApiPropertyOptional({ enum: DECLINERS, example: 'person', default: 'receiver', description: 'Who said no' })
  @IsOptional()
  @IsIn(DECLINERS)
  by: (typeof DECLINERS)[number] = 'receiver';
}

export class HandOverView {
  @ApiProperty({ example: '6d7c8b9a-0f1e-4d2c-9b4a-5f6e7d8c9b10' })
  id!: string;

  @ApiProperty({ enum: HAND_OVER_STATES, example: 'waiting' })
  state!: HandOverState;

  @ApiProperty({ type: String, nullable: true, example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10' })
  toWorkerId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  toSchemeId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  connectionId!: string | null;

  @ApiProperty({ example: '2026-11-23T09:00:00.000Z' })
  startedAt!: string;

  @ApiProperty({ example: '2026-12-07T17:00:00.000Z', description: 'Unconfirmed after this, the case is in limbo' })
  confirmBy!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  settledAt!: string | null;
}

export class HandOverList {
  @ApiProperty({ type: [HandOverView] })
  items!: HandOverView[];
}
