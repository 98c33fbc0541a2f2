import { IsOptional } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when a case stands in its scheme's unallocated queue (CL-02). The allocation clock ends at `allocateBy`. */
@Event({ name: 'case.opened.v1', topic: TOPICS.case, subject: 'referralId' })
export class CaseOpened {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() schemeId!: string;
  @Id() organisationId!: string;
  @Instant() openedAt!: string;
  @Instant() allocateBy!: string;
  /** The hub's own id of the person, so that others can seal for them; absent where the referral named none. */
  @IsOptional() @Id() personId?: string;
}
