import { ArrayMaxSize, IsArray, IsBoolean, IsUUID } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when a retention run has begun (GV-03): every service deletes what is older than its kind is kept, or in a dry run only counts it,
 * and answers with `RecordsAnswered`. Referrals whose time has passed are erased by `ReferralsErased`.
 */
@Event({ name: 'retention.requested.v1', topic: TOPICS.person, subject: 'requestId' })
export class RetentionRequested {
  @Id() requestId!: string;
  @IsBoolean() dryRun!: boolean;
  /** The day from which ages are counted. */
  @Instant() asOf!: string;
  /** Of a dry run: referrals that would be erased, to be counted. Empty: what goes by its own date. */
  @IsArray() @ArrayMaxSize(1000) @IsUUID('all', { each: true }) referralIds!: string[];
  /** Referrals under a legal hold: nothing that hangs on them goes. */
  @IsArray() @ArrayMaxSize(10_000) @IsUUID('all', { each: true }) heldReferralIds!: string[];
}
