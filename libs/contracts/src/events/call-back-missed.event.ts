import { IsOptional, IsUUID } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when the window of a promised call-back has passed and nobody of the service has called (CL-14): the service
 * missed it, never the person. `workerId` is who was to call. Once for each call-back; a call that was made in time and
 * written down late is corrected in caseload's counts.
 */
@Event({ name: 'call-back.missed.v1', topic: TOPICS.case, subject: 'referralId' })
export class CallBackMissed {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() callBackId!: string;
  @Id() schemeId!: string;
  @IsOptional() @IsUUID('all') workerId?: string;
  /** The promised window. */
  @Instant() from!: string;
  @Instant() until!: string;
  @Instant() missedAt!: string;
}
