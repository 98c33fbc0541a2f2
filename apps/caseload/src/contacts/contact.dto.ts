import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { CONTACT_MODES, MISSED_BY, type ContactMode, type MissedBy } from '#libs/contracts';
import { Instant, Text } from '#libs/platform';
import { DespiteContactRule } from '../contact-rules/contact-rule.dto';
import { AccessNeedsDto } from './contact-details.dto';

const OUTCOMES = ['kept', 'missed'] as const;
export class RecordContactDto {
  @ApiPropertyOptional({ enum: CONTACT_MODES, example: 'phone', description: 'Left out: as the person prefers (CL-06)' })
  @IsOptional()
  @IsIn(CONTACT_MODES)
  mode?: ContactMode;

  @ApiPropertyOptional({ example: 'Reception of Park Surgery', description: 'Where, if anywhere' })
  @IsOptional()
  @Text(300)
  place?: string;

  @ApiProperty({ enum: OUTCOMES, example: 'kept', description: 'kept: the two spoke or wrote to each other; a voicemail is missed' })
  @IsIn(OUTCOMES)
  outcome!: (typeof OUTCOMES)[number];

  @ApiProperty({ example: '2026-01-12T10:00:00Z', description: 'With time zone; not in the future' })
  @Instant()
  at!: string;

  @ApiPropertyOptional({ description: 'Of one before the referral: why it belongs on this case; needed then' })
  @IsOptional()
  @Text(500)
  beforeReferralReason?: string;

  @ApiPropertyOptional({ example: 'Would like to be outdoors again; misses the allotment.', description: 'Stays in caseload' })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  note?: string;

  @DespiteContactRule()
  despiteContactRule?: string;
}

export class ContactView {
  @ApiProperty({ example: '8c4d2f6a-1b3e-4c5d-9e7f-0a1b2c3d4e5f' })
  id!: string;

  @ApiProperty({ enum: CONTACT_MODES, example: 'phone' })
  mode!: ContactMode;

  @ApiProperty({ type: String, nullable: true, example: null })
  place!: string | null;

  @ApiProperty({ enum: OUTCOMES, example: 'kept' })
  outcome!: (typeof OUTCOMES)[number];

  @ApiProperty({
    enum: MISSED_BY,
    nullable: true,
    example: null,
    description: 'Who missed what was agreed; null when it was kept, and for an attempt that found nobody',
  })
  missedBy!: MissedBy | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Code of why' })
  missedReason!: string | null;

  @ApiProperty({ example: true, description: 'The first two-way contact of the case' })
  first!: boolean;

  @ApiProperty({ example: '2026-01-12T10:00:00.000Z' })
  at!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why one before the referral is on this case' })
  beforeReferralReason!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  note!: string | null;

  @ApiProperty({ type: AccessNeedsDto, nullable: true, description: 'What the person needs so that they can take part (CL-17)' })
  accessNeeds!: AccessNeedsDto | null;
}
