import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '#libs/platform';

const STATES = ['open', 'closed'] as const;

export class ListAlertsDto extends PageQuery {
  @ApiPropertyOptional({ enum: STATES, description: 'Both, unless one is named' })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];
}

export class AlertView {
  @ApiProperty({ example: '6d1b0f0e-3c5d-4a1f-9d55-0a9c7b3e2f11' })
  id!: string;

  @ApiProperty({ enum: ['referral-stands-still', 'messages-stand-still'] })
  code!: string;

  @ApiProperty({ example: 'operator', description: 'The role that has to act' })
  owner!: string;

  @ApiProperty({ example: 'caseload', description: 'The service that cannot handle the message' })
  consumer!: string;

  @ApiProperty({ example: 'referral-intake.referral.v1' })
  topic!: string;

  @ApiProperty({
    example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21',
    description: 'The key of the topic: the referral, unless the code says otherwise',
  })
  subject!: string;

  @ApiProperty({ example: '4f7d0c52-8f3e-4b0a-b6f1-6b1f0a7f9c10' })
  eventId!: string;

  @ApiProperty({ example: 'org.social-prescribing-hub.referral.accepted.v1' })
  type!: string;

  @ApiProperty({ example: 'POSTGRES.23514' })
  errorCode!: string;

  @ApiProperty({ example: '2026-11-30T17:00:00.000Z' })
  raisedAt!: string;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'When the messages went on' })
  closedAt!: string | null;

  @ApiProperty({ enum: ['recovered', 'discarded'], nullable: true, description: 'How it ended' })
  outcome!: 'recovered' | 'discarded' | null;
}

export class AlertPage {
  @ApiProperty({ type: [AlertView] })
  items!: AlertView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}
