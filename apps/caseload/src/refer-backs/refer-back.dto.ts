import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { REFER_BACK_CONCERNS, REFER_BACK_KINDS, type ReferBackConcern, type ReferBackKind } from '#libs/contracts';
import { PageQuery, Text } from '#libs/platform';
import { CONTACT_RULES, type ContactRule } from '../contact-rules/contact-rule.rules';
import { CHANNELS, MESSAGE_STATES, type Channel, type MessageState } from '../person-messages/person-message.rules';
import { URGENT_OCCASIONS, URGENT_PARTS, type UrgentOccasion, type UrgentPart } from '../urgent-messages/urgent-message.rules';
import { PersonView } from '../cases/person.view';
import { REFER_BACK_RECEIVERS, type ReferBackReceiver } from './refer-back.entity';

export class ReferCaseBackDto {
  @ApiPropertyOptional({ enum: REFER_BACK_KINDS, example: 'crisis', default: 'crisis' })
  @IsOptional()
  @IsIn(REFER_BACK_KINDS)
  kind: ReferBackKind = 'crisis';

  @ApiProperty({ enum: REFER_BACK_CONCERNS, example: 'risk-to-self' })
  @IsIn(REFER_BACK_CONCERNS)
  reason!: ReferBackConcern;

  @ApiPropertyOptional({
    enum: REFER_BACK_RECEIVERS,
    example: 'practice',
    default: 'practice',
    description: 'The practice that referred the person, or clinicians of the scheme',
  })
  @IsOptional()
  @IsIn(REFER_BACK_RECEIVERS)
  to: ReferBackReceiver = 'practice';

  @ApiPropertyOptional({ example: 'Said on the phone that she cannot go on; is at home, alone.', description: 'For the clinician alone' })
  @IsOptional()
  @Text(2000)
  note?: string;
}

export class ListReferBacksDto extends PageQuery {
  @ApiPropertyOptional({ example: false, description: 'false: only those that nobody has acknowledged' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  acknowledged?: boolean;
}

export class AcknowledgedByView {
  @ApiProperty({ type: String, nullable: true, example: 'Dr Amina Rahman' })
  name!: string | null;

  @ApiProperty({ example: 'a83b1c2d-4e5f-4a6b-8c7d-9e0f1a2b3c22', description: "The clinician's organisation" })
  organisationId!: string;
}

/** A message to one of the staff about a refer-back, without its words. */
export class NoticeView {
  @ApiProperty({ enum: URGENT_PARTS, example: 'clinician' })
  part!: UrgentPart;

  @ApiProperty({ example: 'Dr Amina Rahman' })
  name!: string;

  @ApiProperty({ enum: CHANNELS, example: 'sms' })
  channel!: Channel;

  @ApiProperty({ enum: URGENT_OCCASIONS, example: 'crisis' })
  occasion!: UrgentOccasion;

  @ApiProperty({ enum: MESSAGE_STATES, example: 'sent' })
  state!: MessageState;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description:
      'Why it has not gone: `not-configured` (this installation has no way for it), `acknowledged` (it need not), or what the carrier said',
  })
  why!: string | null;

  @ApiProperty({ example: '2026-11-23T10:00:00.000Z' })
  at!: string;
}

export class ReferBackView {
  @ApiProperty({ example: '6e2d8a40-3f1b-4c5a-9d7e-2b4c6d8e0f21' })
  id!: string;

  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d' })
  caseId!: string;

  @ApiProperty({ example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  referralId!: string;

  @ApiProperty({ example: 'SP-4K7Q-9M2X' })
  reference!: string;

  @ApiProperty({ enum: REFER_BACK_KINDS, example: 'crisis' })
  kind!: ReferBackKind;

  @ApiProperty({ enum: REFER_BACK_CONCERNS, example: 'risk-to-self' })
  reason!: ReferBackConcern;

  @ApiProperty({ enum: REFER_BACK_RECEIVERS, example: 'practice' })
  to!: ReferBackReceiver;

  @ApiProperty({ example: 'Park Surgery', description: 'Whose clinicians must acknowledge it: the practice or the scheme, by name' })
  toName!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  note!: string | null;

  @ApiProperty({ type: PersonView, nullable: true })
  person!: PersonView | null;

  @ApiProperty({ enum: CONTACT_RULES, nullable: true, example: null, description: 'As on the case' })
  contactRule!: ContactRule | null;

  @ApiProperty({ type: String, nullable: true, example: 'Priya Shah', description: "The case's link worker, to ask" })
  workerName!: string | null;

  @ApiProperty({ example: '2026-11-23T10:00:00.000Z' })
  referredAt!: string;

  @ApiProperty({ example: '2026-11-23T10:30:00.000Z', description: 'From then on it escalates, again and again (CL-22)' })
  acknowledgeBy!: string;

  @ApiProperty({ example: 0, description: 'How often it has escalated' })
  escalations!: number;

  @ApiProperty({ type: String, nullable: true, example: null })
  acknowledgedAt!: string | null;

  @ApiProperty({ type: AcknowledgedByView, nullable: true })
  acknowledgedBy!: AcknowledgedByView | null;

  @ApiProperty({
    type: [NoticeView],
    description: 'Who was written to, the newest first; empty: nobody is named to be (`urgentContacts` of the scheme)',
  })
  notices!: NoticeView[];
}

export class ReferBackList {
  @ApiProperty({ type: [ReferBackView] })
  items!: ReferBackView[];
}

export class ReferBackPage extends ReferBackList {
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

/** Names no person: pages ask for it again and again. */
export class WaitingCrisesView {
  @ApiProperty({ example: 2, description: 'Crises that the caller may see and no clinician has acknowledged' })
  count!: number;

  @ApiProperty({ type: String, nullable: true, example: '2026-11-27T14:35:00.000Z', description: 'When the first must be acknowledged' })
  acknowledgeBy!: string | null;
}
