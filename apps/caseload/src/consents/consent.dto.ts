import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CONSENT_DECISIONS, CONSENT_PURPOSES, type ConsentDecision, type ConsentPurpose } from '#libs/contracts';
import { Instant, Text } from '#libs/platform';
import { CONSENT_GIVERS, WAYS_OF_CONSENT, type ConsentGiver, type WayOfConsent } from './consent.entity';
import { CONSENT_STATES, type ConsentState } from './consent.rules';

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

  @ApiPropertyOptional({
    example: 'Mrs Joan Field, mother',
    description: 'For a person under 16: who said yes, the child or somebody with authority, by name and part (ID-02)',
  })
  @IsOptional()
  @Text(200)
  givenBy?: string;

  @ApiPropertyOptional({
    example: 'Has parental responsibility; the child wants to come too.',
    description: 'For a person under 16: why it was for them to say yes',
  })
  @IsOptional()
  @Text(1000)
  reason?: string;
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

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Who said yes for or with a person under 16' })
  givenBy!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'For a person under 16: why it was for them to say yes' })
  reason!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      "Said on the person's own page, opened with a code that this worker (`sub`) read out: they may have typed it for the person. Null: otherwise",
  })
  codeReadOutBy!: string | null;

  @ApiProperty({ example: '2026-01-12T10:00:01.000Z' })
  recordedAt!: string;
}

export class PurposeView {
  @ApiProperty({ enum: CONSENT_PURPOSES, example: 'share-with-referrer' })
  purpose!: ConsentPurpose;

  @ApiProperty({
    enum: CONSENT_STATES,
    example: 'given',
    description:
      'What the person said last. `assumed`: only support, until the first conversation; `not-asked`: nothing is on record, and nothing is taken as said',
  })
  state!: ConsentState;

  @ApiProperty({ example: true, description: 'It is given, or assumed until the first conversation' })
  holds!: boolean;

  @ApiProperty({ type: String, nullable: true, example: '2026-01-12T10:00:00.000Z', description: 'When the person said so' })
  since!: string | null;
}

export class ConsentList {
  @ApiProperty({ type: [PurposeView] })
  purposes!: PurposeView[];

  @ApiProperty({ type: [ConsentView], description: 'Every word, as they were written down' })
  items!: ConsentView[];
}
