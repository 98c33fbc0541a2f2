import { IsIn } from 'class-validator';
import { CONSENT_DECISIONS, CONSENT_PURPOSES, type ConsentDecision, type ConsentPurpose } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when the person's word on one purpose of their data is put on record: given, refused or withdrawn (GV-01). It
 * holds for its referral from then on, in every service; the one that was said last (`at`) counts, of equal ones the last in the order of the topic.
 */
@Event({ name: 'consent.recorded.v1', topic: TOPICS.case, subject: 'referralId' })
export class ConsentRecorded {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() consentId!: string;
  @IsIn(CONSENT_PURPOSES) purpose!: ConsentPurpose;
  @IsIn(CONSENT_DECISIONS) decision!: ConsentDecision;
  /** When the person said so. */
  @Instant() at!: string;
}
