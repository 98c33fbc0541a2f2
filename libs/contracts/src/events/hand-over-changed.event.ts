import { IsIn, IsOptional } from 'class-validator';
import { HAND_OVER_STATES, type HandOverState } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when a hand-over of a person begins, is confirmed by who receives them, or ends without it (CL-18). Until it is
 * confirmed, the sending side stays responsible.
 */
@Event({ name: 'hand-over.changed.v1', topic: TOPICS.case, subject: 'referralId' })
export class HandOverChanged {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() handOverId!: string;
  @IsIn(HAND_OVER_STATES) state!: HandOverState;
  /** Who receives: another worker, or the service of a connection. */
  @IsOptional() @Id() workerId?: string;
  @IsOptional() @Id() connectionId?: string;
  @Instant() at!: string;
  /** When the confirmation is due. */
  @Instant() confirmBy!: string;
}
