import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { DespiteContactRule } from '../contact-rules/contact-rule.dto';
import { MESSAGE_STATES, type MessageState } from '../person-messages/person-message.rules';
import { REPORT_KINDS, type ReportKind } from './my-report.rules';

export class MakeMyLinkDto {
  @ApiProperty({ example: true, required: false, default: false, description: 'Also send it to the person, by text message or email' })
  @IsOptional()
  @IsBoolean()
  send?: boolean;

  @DespiteContactRule()
  despiteContactRule?: string;
}

/** Shown once: the address is not stored. */
export class MyLinkView {
  @ApiProperty({ example: 'https://hub.example.org/my/…', description: 'For the person alone' })
  url!: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt!: Date;

  @ApiProperty({ enum: MESSAGE_STATES, nullable: true, description: 'Of the message that carries it; null when none was asked for' })
  message!: MessageState | null;
}

/** For reading out to the person. */
export class MyCodeView {
  @ApiProperty({ example: '042917' })
  code!: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt!: Date;
}

/** What the person told on their own page. */
export class MyReportView {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: 'The action that it opened' })
  actionId!: string;

  @ApiProperty({ enum: REPORT_KINDS })
  kind!: ReportKind;

  @ApiProperty({ type: String, nullable: true, description: "In the person's own words" })
  words!: string | null;

  @ApiProperty({ format: 'date-time' })
  at!: Date;
}

export class MyReportList {
  @ApiProperty({ type: [MyReportView] })
  items!: MyReportView[];
}
