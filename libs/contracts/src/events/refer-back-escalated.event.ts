import { IsInt, Min } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published each time the minutes of the scheme have passed and no clinician has acknowledged a refer-back (CL-22). */
@Event({ name: 'refer-back.escalated.v1', topic: TOPICS.case, subject: 'referralId' })
export class ReferBackEscalated {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() referBackId!: string;
  /** Counts from 1. */
  @IsInt() @Min(1) times!: number;
  @Instant() referredAt!: string;
  @Instant() escalatedAt!: string;
}
