import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when a case that had a link worker returns to its scheme's unallocated queue, such as when the worker leaves (CL-02). */
@Event({ name: 'case.queued.v1', topic: TOPICS.case, subject: 'referralId' })
export class CaseQueued {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() schemeId!: string;
  @Instant() queuedAt!: string;
  /** When a link worker must have it. */
  @Instant() allocateBy!: string;
}
