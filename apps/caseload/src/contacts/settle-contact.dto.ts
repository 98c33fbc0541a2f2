import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CONTACT_MODES, MISSED_BY, type ContactMode, type MissedBy } from '#libs/contracts';
import { Instant, Text } from '#libs/platform';
import { DespiteContactRule } from '../contact-rules/contact-rule.dto';
import { ContactView } from './contact.dto';
import { ADJUSTMENTS, MISSED_REASONS, SERVICE_MISSED_REASONS, type Adjustment } from './missed.rules';

const REASONS = [...new Set([...MISSED_REASONS, ...SERVICE_MISSED_REASONS])];

export class KeepContactDto {
  @ApiPropertyOptional({ description: 'When it happened, with time zone; left out: as planned' })
  @IsOptional()
  @Instant()
  at?: string;

  @ApiPropertyOptional({ enum: CONTACT_MODES, description: 'How it happened; left out: as planned' })
  @IsOptional()
  @IsIn(CONTACT_MODES)
  mode?: ContactMode;

  @ApiPropertyOptional({ description: 'Of one before the referral: why it belongs on this case; needed then' })
  @IsOptional()
  @Text(500)
  beforeReferralReason?: string;

  @ApiPropertyOptional({ example: 'Would like to be outdoors again.', description: 'Stays in caseload' })
  @IsOptional()
  @Text(10_000)
  note?: string;

  @DespiteContactRule()
  despiteContactRule?: string;
}

export class MissContactDto {
  @ApiProperty({ enum: MISSED_BY, example: 'person', description: 'What the service missed never counts against the person' })
  @IsIn(MISSED_BY)
  by!: MissedBy;

  @ApiPropertyOptional({ enum: REASONS, example: 'fatigue', description: 'Reasons of the person differ from those of the service' })
  @IsOptional()
  @IsIn(REASONS)
  reason?: (typeof REASONS)[number];

  @ApiPropertyOptional({ example: 'Slept through it after the hospital visit.', description: 'Stays in caseload' })
  @IsOptional()
  @Text(10_000)
  note?: string;

  @DespiteContactRule()
  despiteContactRule?: string;
}

export class MissedContactView extends ContactView {
  @ApiProperty({ enum: ADJUSTMENTS, isArray: true, example: ['shorter', 'another-time'], description: 'What to offer the person (CL-16)' })
  suggestedAdjustments!: Adjustment[];
}
