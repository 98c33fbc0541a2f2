import { IsInt, Min } from 'class-validator';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/** Published when the person has agreed to a version of their plan (CL-08). What stands in it stays in caseload. */
@Event({ name: 'plan.agreed.v1', topic: TOPICS.case, subject: 'referralId' })
export class PlanAgreed {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() planId!: string;
  /** Counts the plan's versions from 1. */
  @IsInt() @Min(1) version!: number;
  /** When the agreement was put on record; the day on which the person gave it may be earlier. */
  @Instant() agreedAt!: string;
}
