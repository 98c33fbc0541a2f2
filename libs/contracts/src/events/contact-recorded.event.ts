import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { CONTACT_MODES, MISSED_BY, type ContactMode, type MissedBy } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when a contact with the person was kept or missed (CL-06). What was said stays in caseload. */
@Event({ name: 'contact.recorded.v1', topic: TOPICS.case, subject: 'referralId' })
export class ContactRecorded {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() contactId!: string;
  @IsIn(CONTACT_MODES) mode!: ContactMode;
  @IsBoolean() kept!: boolean;
  /** The first kept contact of the case: it stops the first-contact clock (CL-12). */
  @IsBoolean() first!: boolean;
  /** Who missed an agreed contact; left out when it was kept, and when a call or a visit that was not agreed found nobody. */
  @IsOptional() @IsIn(MISSED_BY) missedBy?: MissedBy;
  @Instant() at!: string;
}
