import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { LEVELS_OF_SUPPORT, NEED_CODES, type LevelOfSupport, type NeedCode } from '../code-lists';
import { Event, Sealed } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant, PersonDetails } from './fields';

/**
 * Published when a link worker asks a community service to take a person on (CL-01, the second referral point).
 * provider-gateway makes the Task and tells the provider.
 */
@Event({ name: 'connection.requested.v1', topic: TOPICS.case, subject: 'referralId' })
export class ConnectionRequested {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() connectionId!: string;
  @Id() serviceId!: string;
  @Id() providerId!: string;
  @Id() schemeId!: string;
  @Id() organisationId!: string;
  @IsArray() @IsIn(NEED_CODES, { each: true }) needs!: NeedCode[];
  @IsIn(LEVELS_OF_SUPPORT) levelOfSupport!: LevelOfSupport;
  @Instant() requestedAt!: string;
  /** When the provider's service level to answer ends. */
  @Instant() respondBy!: string;
  /** The person's recorded consent to share their details with this provider; without it `person` holds a first name only. */
  @IsBoolean() consentToShare!: boolean;
  /** The hub's own id of the person; events from before it was told lack it. */
  @IsOptional() @Id() personId?: string;
  @Sealed({ person: 'personId' }) @IsOptional() @ValidateNested() @Type(() => PersonDetails) person?: PersonDetails;
}
