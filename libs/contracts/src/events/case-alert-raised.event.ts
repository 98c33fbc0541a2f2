import { IsOptional, IsUUID, Matches } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when something about a case needs looking at: a clock ran out, an invariant does not hold. Once for each time it
 * began. `code` is kebab-case and says nothing of the person; `workerId` is who had the case then.
 */
@Event({ name: 'case.alert-raised.v1', topic: TOPICS.case, subject: 'referralId' })
export class CaseAlertRaised {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() schemeId!: string;
  @Matches(/^[a-z\d-]{1,60}$/) code!: string;
  /** When what it tells of began. */
  @Instant() since!: string;
  @Instant() raisedAt!: string;
  @IsOptional() @IsUUID('all') workerId?: string;
}
