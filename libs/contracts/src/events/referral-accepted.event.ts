import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { NEED_CODES, PRIORITIES, type NeedCode, type Priority } from '../code-lists';
import { Event, Sealed } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';
import { ReferredPerson } from './referral-details';

/**
 * Published when referral-intake has taken a referral into its care: in the transaction in which it was stored,
 * before its sender heard 2xx. caseload opens the case from it.
 */
@Event({ name: 'referral.accepted.v1', topic: TOPICS.referral, subject: 'referralId' })
export class ReferralAccepted {
  @Id() referralId!: string;
  /** Spoken and printed: `SP-4K7Q-9M2X`. */
  @IsString() @MaxLength(20) reference!: string;
  @Id() schemeId!: string;
  @Id() organisationId!: string;
  /** The registered sender's organisation. */
  @Id() senderId!: string;
  @IsString() @MaxLength(200) senderName!: string;
  @Instant() receivedAt!: string;
  @IsIn(PRIORITIES) priority!: Priority;
  @IsArray() @IsIn(NEED_CODES, { each: true }) needs!: NeedCode[];
  /** The sender asks that the person is not contacted by those who get the referral (SDOHCC `contacting-subject-prohibited`). */
  @IsOptional() @IsBoolean() contactProhibited?: boolean;
  /** The hub's own id of the person; events from before it was told lack it. */
  @IsOptional() @Id() personId?: string;
  @Sealed({ person: 'personId' }) @IsOptional() @ValidateNested() @Type(() => ReferredPerson) person?: ReferredPerson;
}
