import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { NEED_CODES, type NeedCode } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when somebody was shown the way to a service in a brief contact, without a referral (CL-30). It counts for the
 * scheme and for nobody's caseload: there is no case and no person in it.
 */
@Event({ name: 'signposting.recorded.v1', topic: TOPICS.schemeFacts, subject: 'schemeId' })
export class SignpostingRecorded {
  @Id() schemeId!: string;
  @Id() organisationId!: string;
  @Id() signpostingId!: string;
  @IsIn(NEED_CODES) need!: NeedCode;
  /** A postcode district or a name of the scheme's own for a part of its area; never an address. */
  @IsString() @MaxLength(60) area!: string;
  @IsOptional() @Id() serviceId?: string;
  @IsInt() @Min(1) @Max(480) minutes!: number;
  @Instant() at!: string;
}
