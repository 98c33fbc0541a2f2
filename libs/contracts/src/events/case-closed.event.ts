import { IsIn, IsInt, Min } from 'class-validator';
import { CLOSURE_REASONS, type ClosureReason } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when the link worker closes a case, or it ends because its sender withdrew the referral. */
@Event({ name: 'case.closed.v1', topic: TOPICS.case, subject: 'referralId' })
export class CaseClosed {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @IsIn(CLOSURE_REASONS) reason!: ClosureReason;
  /** Kept contacts over the life of the case (CL-04). */
  @IsInt() @Min(0) contacts!: number;
  @Instant() closedAt!: string;
}
