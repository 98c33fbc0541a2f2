import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when a clinician has acknowledged a refer-back (CL-22): from then on it is theirs, and nobody is reminded of it any more. */
@Event({ name: 'refer-back.acknowledged.v1', topic: TOPICS.case, subject: 'referralId' })
export class ReferBackAcknowledged {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() referBackId!: string;
  /** The clinician's own: that of the scheme, or of the practice. */
  @Id() organisationId!: string;
  @Instant() acknowledgedAt!: string;
}
