import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when a case moves to another area or another scheme of its organisation, or back (CL-41). Its history goes with
 * it. After a move to a scheme that its worker does not work for it stands in that scheme's queue, told by `CaseQueued`.
 */
@Event({ name: 'case.moved.v1', topic: TOPICS.case, subject: 'referralId' })
export class CaseMoved {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() fromSchemeId!: string;
  /** The scheme from now on; the same as before when only the area changed. */
  @Id() schemeId!: string;
  @IsOptional() @IsString() @MaxLength(60) area?: string;
  @Instant() movedAt!: string;
  /** The new clocks. */
  @Instant() allocateBy!: string;
  @Instant() contactBy!: string;
}
