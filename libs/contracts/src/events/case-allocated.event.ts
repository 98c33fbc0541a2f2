import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when a named link worker becomes the owner of a case, or another takes it over (CL-02). */
@Event({ name: 'case.allocated.v1', topic: TOPICS.case, subject: 'referralId' })
export class CaseAllocated {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() workerId!: string;
  @Instant() allocatedAt!: string;
  /** When the first-contact service level ends (CL-12). */
  @Instant() contactBy!: string;
}
