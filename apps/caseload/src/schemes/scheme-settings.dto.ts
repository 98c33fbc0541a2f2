import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { SMALLEST_RELEASED } from '#libs/platform';
import { UrgentContactDto } from '../urgent-messages/urgent-contact.dto';

export const SCHEME_MODELS = ['link-worker', 'direct'] as const;
export type SchemeModel = (typeof SCHEME_MODELS)[number];

export const CRISIS_ESCALATIONS = ['supervisor', 'lead'] as const;
export type CrisisEscalation = (typeof CRISIS_ESCALATIONS)[number];

export const RISK_LIFTERS = ['clinician-or-supervisor', 'clinician'] as const;
export type RiskLifter = (typeof RISK_LIFTERS)[number];

const MOST = 10_000;

/** How often a person is called, in weeks, by how vulnerable they are (CL-35). */
export class KeepInTouchWeeks {
  @ApiProperty({ example: 1, default: 1 })
  @IsInt()
  @Min(1)
  @Max(52)
  high: number = 1;

  @ApiProperty({ example: 2, default: 2 })
  @IsInt()
  @Min(1)
  @Max(52)
  medium: number = 2;

  @ApiProperty({ example: 4, default: 4 })
  @IsInt()
  @Min(1)
  @Max(52)
  low: number = 4;
}

/** What a scheme sets for itself, each with its default. None of these closes, locks or refuses anything by being reached (CL-05). */
export class SchemeSettings {
  @ApiProperty({
    enum: SCHEME_MODELS,
    default: 'link-worker',
    description: 'direct: an accepted referral becomes a connection at once (RF-07)',
  })
  @IsIn(SCHEME_MODELS)
  model: SchemeModel = 'link-worker';

  @ApiProperty({ type: String, nullable: true, default: null, description: 'Who follows up the connections of a direct scheme' })
  @IsOptional()
  @IsUUID('all')
  directOwnerWorkerId: string | null = null;

  @ApiProperty({ type: String, nullable: true, default: null, description: 'The service that a direct scheme refers to' })
  @IsOptional()
  @IsUUID('all')
  directServiceId: string | null = null;

  @ApiProperty({
    default: false,
    description:
      "Of a direct scheme: its senders have the person's consent for the service to have their details; without it the service hears a first name",
  })
  @IsBoolean()
  directSharesDetails: boolean = false;

  @ApiProperty({ default: 12, description: 'After so many kept contacts, and each time again, a review task opens (CL-05)' })
  @Whole(1)
  reviewAtContacts: number = 12;

  @ApiProperty({
    default: 12,
    description: 'Weeks of five working days of support after which, and each time again, a review task opens (CL-05)',
  })
  @Whole(1)
  reviewAfterWeeks: number = 12;

  @ApiProperty({ default: 14, description: 'Calendar days from allocation without a two-way contact until the alert (CL-15)' })
  @Whole(1)
  notContactedAlertCalendarDays: number = 14;

  @ApiProperty({ default: 90, description: 'Calendar days that one clock of a case may stand still in all' })
  @Whole(1, 366)
  longestPauseCalendarDays: number = 90;

  @ApiProperty({ default: 28, description: 'Calendar days in all after which a clock that stands still raises an alert' })
  @Whole(1, 366)
  longPauseAlertCalendarDays: number = 28;

  @ApiProperty({ default: 0, description: 'Working days that a next action may be overdue before its case counts as in limbo (CL-13)' })
  @Whole(0)
  overdueLimboWorkingDays: number = 0;

  @ApiProperty({ default: 3, description: 'Attempts to reach the person, each on another day, before a closure for non-contact (CL-16)' })
  @Whole(1)
  closureAttempts: number = 3;

  @ApiProperty({ default: 2, description: 'Different ways of reaching the person among those attempts (CL-16)' })
  @Whole(1)
  closureChannels: number = 2;

  @ApiProperty({ default: 30, description: 'Minutes in which a clinician must acknowledge a crisis refer-back (CL-22)' })
  @Whole(1)
  crisisAcknowledgeMinutes: number = 30;

  @ApiProperty({ enum: CRISIS_ESCALATIONS, default: 'supervisor', description: 'Who is told when nobody acknowledged it (CL-22)' })
  @IsIn(CRISIS_ESCALATIONS)
  crisisEscalateTo: CrisisEscalation = 'supervisor';

  @ApiProperty({
    enum: RISK_LIFTERS,
    default: 'clinician-or-supervisor',
    description: 'Who says that an active risk is over: a supervisor gives the reason; never the worker of the case (CL-23)',
  })
  @IsIn(RISK_LIFTERS)
  riskLiftedBy: RiskLifter = 'clinician-or-supervisor';

  @ApiProperty({ default: 10, description: 'Working days in which the receiving service confirms that the person has started (CL-18)' })
  @Whole(1)
  handOverConfirmWorkingDays: number = 10;

  @ApiProperty({ default: 15, description: 'Minutes that a home visit may be overdue before the alarm (GV-04)' })
  @Whole(1)
  loneWorkingOverdueMinutes: number = 15;

  @ApiProperty({
    type: String,
    nullable: true,
    default: null,
    description:
      'The worker to whom safeguarding concerns go (GV-05); null: the first of `urgentContacts` who is a supervisor and a worker',
  })
  @IsOptional()
  @IsUUID('all')
  safeguardingLeadWorkerId: string | null = null;

  @ApiProperty({
    type: [UrgentContactDto],
    default: [],
    description:
      'Who is written to at once by email and text message: of a crisis (CL-22), and when the safeguarding lead is asked (GV-05)',
  })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => UrgentContactDto)
  urgentContacts: UrgentContactDto[] = [];

  @ApiProperty({ default: 1, description: 'Working days in which a call-back that the service missed is apologised for (CL-14)' })
  @Whole(1)
  callBackApologyWithinWorkingDays: number = 1;

  @ApiProperty({ type: KeepInTouchWeeks })
  @ValidateNested()
  @Type(() => KeepInTouchWeeks)
  keepInTouchWeeks: KeepInTouchWeeks = new KeepInTouchWeeks();

  @ApiProperty({ default: 90, description: "Calendar days for which a directory entry's facts count as verified" })
  @Whole(1)
  directoryVerifiedWithinCalendarDays: number = 90;

  @ApiProperty({ default: SMALLEST_RELEASED, description: 'Reports count people together once there are so many; 8 or more (CL-32)' })
  @Whole(SMALLEST_RELEASED)
  smallNumbersBelow: number = SMALLEST_RELEASED;

  @ApiProperty({ type: [String], default: [], description: 'Postcode districts or LSOA codes that count as rural (CL-34)' })
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @MaxLength(20, { each: true })
  ruralAreas: string[] = [];
}

function Whole(min: number, max = MOST): PropertyDecorator {
  return (target, property) => {
    IsInt()(target, property);
    Min(min)(target, property);
    Max(max)(target, property);
  };
}
