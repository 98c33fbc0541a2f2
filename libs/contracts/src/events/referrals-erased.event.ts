import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when referral-intake has erased referrals of a person, because a privacy officer said so or their time has passed (GV-08, GV-03).
 * Every service erases what it holds of these referrals, settles what still comes of them unread, and answers with `RecordsAnswered`.
 */
@Event({ name: 'referrals.erased.v1', topic: TOPICS.person, subject: 'personId' })
export class ReferralsErased {
  /** The act that the answers are collected under. */
  @Id() requestId!: string;
  @Id() personId!: string;
  @IsArray() @ArrayMaxSize(1000) @IsUUID('all', { each: true }) referralIds!: string[];
  @Instant() at!: string;
}
