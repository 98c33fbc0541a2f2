import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { CONTACT_MODES, type ContactMode } from '#libs/contracts';
import { Codes, Instant, Text } from '#libs/platform';
import { DespiteContactRule } from '../contact-rules/contact-rule.dto';
import { AccessNeedsDto } from './contact-details.dto';
import type { ToldContact } from './contact-plan.rules';
import { ADJUSTMENTS, type Adjustment } from './missed.rules';
import { AGREED_WITH, PLANNED_CONTACT_PURPOSES, PLANNED_CONTACT_STATES } from './planned-contact.entity';
import type { AgreedWith, PlannedContactPurpose, PlannedContactState } from './planned-contact.entity';

/** When and how a contact is to happen. */
export class ContactTimeDto implements ToldContact {
  @ApiProperty({ example: '2030-01-07T10:00:00Z', description: 'With time zone; not in the past' })
  @Instant()
  at!: string;

  @ApiPropertyOptional({ enum: CONTACT_MODES, example: 'phone', description: 'Left out: as the person prefers (CL-06)' })
  @IsOptional()
  @IsIn(CONTACT_MODES)
  mode?: ContactMode;

  @ApiPropertyOptional({ example: 'Meeting room of the library' })
  @IsOptional()
  @Text(300)
  place?: string;

  @ApiPropertyOptional({ description: 'Why in another way than the person prefers; needed then' })
  @IsOptional()
  @Text(500)
  reason?: string;

  @ApiPropertyOptional({ description: 'Of a home visit: when the worker expects to be back (GV-04)' })
  @IsOptional()
  @Instant()
  expectedBackAt?: string;

  @ApiPropertyOptional({ description: 'Of a home visit: the worker who is told when they are overdue (GV-04)' })
  @IsOptional()
  @IsUUID('all')
  colleagueId?: string;

  @DespiteContactRule()
  despiteContactRule?: string;
}

export class PlanContactDto extends ContactTimeDto {
  @ApiPropertyOptional({ enum: AGREED_WITH, example: 'person', default: 'person' })
  @IsOptional()
  @IsIn(AGREED_WITH)
  agreedWith: AgreedWith = 'person';

  @ApiPropertyOptional({
    enum: ADJUSTMENTS,
    isArray: true,
    example: ['reminder-day-before'],
    description: 'What makes it possible (CL-16)',
  })
  @IsOptional()
  @Codes(ADJUSTMENTS)
  adjustments: Adjustment[] = [];
}

export class PlannedContactView {
  @ApiProperty({ example: '8c4d2f6a-1b3e-4c5d-9e7f-0a1b2c3d4e5f', description: 'Also of the contact that it becomes' })
  id!: string;

  @ApiProperty({ enum: PLANNED_CONTACT_STATES, example: 'planned' })
  state!: PlannedContactState;

  @ApiProperty({ enum: PLANNED_CONTACT_PURPOSES, example: 'agreed' })
  purpose!: PlannedContactPurpose;

  @ApiProperty({ enum: CONTACT_MODES, example: 'phone' })
  mode!: ContactMode;

  @ApiProperty({ type: String, nullable: true, example: null })
  place!: string | null;

  @ApiProperty({ example: '2030-01-07T10:00:00.000Z' })
  at!: string;

  @ApiProperty({ enum: AGREED_WITH, nullable: true, example: 'person' })
  agreedWith!: AgreedWith | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why in another way than the person prefers' })
  modeReason!: string | null;

  @ApiProperty({ enum: ADJUSTMENTS, isArray: true, example: ['reminder-day-before'] })
  adjustments!: Adjustment[];

  @ApiProperty({ type: String, nullable: true, example: null })
  expectedBackAt!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  colleagueId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  backAt!: string | null;

  @ApiProperty({ type: AccessNeedsDto, nullable: true, description: 'What the person needs so that they can take part (CL-17)' })
  accessNeeds!: AccessNeedsDto | null;
}

export class PlannedContactList {
  @ApiProperty({ type: [PlannedContactView] })
  items!: PlannedContactView[];
}
