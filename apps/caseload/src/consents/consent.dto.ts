import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CONSENT_DECISIONS, CONSENT_PURPOSES, type ConsentDecision, type ConsentPurpose } from '#libs/contracts';
import { Instant } from '#libs/platform';
import { CONSENT_GIVERS, WAYS_OF_CONSENT, type ConsentGiver, type WayOfConsent } from './consent.entity';

export class RecordConsentDto {
  @ApiProperty({ enum: CONSENT_PURPOSES, example: 'share-with-referrer' })
  @IsIn(CONSENT_PURPOSES)
  purpose!: ConsentPurpose;

  @ApiProperty({ enum: CONSENT_DECISIONS, example: 'withdrawn' })
  @IsIn(CONSENT_DECISIONS)
  decision!: ConsentDecision;

  @ApiPropertyOptional({ example: '2026-01-12T10:00:00Z', description: 'When the person said so; left out: now' })
  @IsOptional()
  @Instant()
  at?: string;

  @ApiProperty({ enum: WAYS_OF_CONSENT, example: 'spoken' })
  @IsIn(WAYS_OF_CONSENT)
  howGiven!: WayOfConsent;

  @ApiProperty({ enum: CONSENT_GIVERS, example: 'person' })
  @IsIn(CONSENT_GIVERS)
  byWhom!: ConsentGiver;
}

export class ConsentView {
  @ApiProperty({ example: '7d3e9b51-4a2c-4d6b-8e8f-3c5d7e9f1a23' })
  id!: string;

  @ApiProperty({ enum: CONSENT_PURPOSES, example: 'share-with-referrer' })
  purpose!: ConsentPurpose;

  @ApiProperty({ enum: CONSENT_DECISIONS, example: 'withdrawn' })
  decision!: ConsentDecision;

  @ApiProperty({ example: '2026-01-12T10:00:00.000Z' })
  at!: string;

  @ApiProperty({ enum: WAYS_OF_CONSENT, example: 'spoken' })
  howGiven!: WayOfConsent;

  @ApiProperty({ enum: CONSENT_GIVERS, example: 'person' })
  byWhom!: ConsentGiver;

  @ApiProperty({ example: '2026-01-12T10:00:01.000Z' })
  recordedAt!: string;
}

export class PurposeView {
  @ApiProperty({ enum: CONSENT_PURPOSES, example: 'share-with-referrer' })
  purpose!: ConsentPurpose;

  @ApiProperty({ example: true, description: 'Whether it may be done now' })
  holds!: boolean;
}

export class ConsentList {
  @ApiProperty({ type: [PurposeView] })
  purposes!: PurposeView[];

  @ApiProperty({ type: [ConsentView], description: 'Every word, the oldest first' })
  items!: ConsentView[];
}
