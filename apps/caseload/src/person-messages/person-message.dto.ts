import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Nullable } from '#libs/platform';
import { LANGUAGES, type Language } from '../texts/text.rules';
import {
  CHANNELS,
  MESSAGE_STATES,
  PERSON_MESSAGE_TEMPLATES,
  PREFERRED_CHANNELS,
  type Channel,
  type MessageState,
  type PersonMessageTemplate,
  type PreferredChannel,
} from './person-message.rules';

/** A message to the person, without its words. */
export class PersonMessageView {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: PERSON_MESSAGE_TEMPLATES })
  template!: PersonMessageTemplate;

  @ApiProperty({ enum: CHANNELS, nullable: true, description: 'Null when it was skipped' })
  channel!: Channel | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'The related person to whom it goes in the place of the person (ID-02)',
  })
  relatedPersonId!: string | null;

  @ApiProperty({ enum: LANGUAGES })
  language!: Language;

  @ApiProperty({ enum: MESSAGE_STATES })
  state!: MessageState;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'not-configured',
    description:
      'Why it has not gone: `contact-prohibited`, `no-address`, `not-wanted` or `no-consent` (skipped), `not-configured` (waits for a mail server or GOV.UK Notify), `too-late`, or what the carrier said',
  })
  why!: string | null;

  @ApiProperty()
  attempts!: number;

  @ApiProperty({ format: 'date-time' })
  queuedAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  settledAt!: Date | null;
}

export class PersonMessageList {
  @ApiProperty({ type: [PersonMessageView] })
  items!: PersonMessageView[];
}

export class MessagePreferenceDto {
  @ApiProperty({
    enum: PREFERRED_CHANNELS,
    nullable: true,
    required: false,
    example: 'sms',
    description: '`none`: nothing is written; null: the person has not said',
  })
  @IsOptional()
  @Nullable()
  @IsIn(PREFERRED_CHANNELS)
  channel?: PreferredChannel | null;

  @ApiProperty({ enum: LANGUAGES, nullable: true, required: false, example: 'cy', description: 'Null: the language of their access needs' })
  @IsOptional()
  @Nullable()
  @IsIn(LANGUAGES)
  language?: Language | null;
}
