import { IsIn, IsInt, IsOptional, Min } from 'class-validator';
import { CLOSURE_ENDINGS, CLOSURE_REASONS, type ClosureEnding, type ClosureReason } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when the link worker closes a case, or it ends because its sender withdrew the referral. */
@Event({ name: 'case.closed.v1', topic: TOPICS.case, subject: 'referralId' })
export class CaseClosed {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @IsIn(CLOSURE_REASONS) reason!: ClosureReason;
  /** With the reason `ended`: what happened. */
  @IsOptional() @IsIn(CLOSURE_ENDINGS) ending?: ClosureEnding;
  /** Kept contacts over the life of the case (CL-04). */
  @IsInt() @Min(0) contacts!: number;
  @Instant() closedAt!: string;
}
