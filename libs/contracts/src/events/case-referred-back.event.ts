import { IsIn } from 'class-validator';
import { REFER_BACK_CONCERNS, REFER_BACK_KINDS, type ReferBackConcern, type ReferBackKind } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';

/**
 * Published when a link worker sends a case back to a health professional (CL-22); the case stays open. It says nothing in
 * words. A named clinician must acknowledge it by `acknowledgeBy`.
 */
@Event({ name: 'case.referred-back.v1', topic: TOPICS.case, subject: 'referralId' })
export class CaseReferredBack {
  @Id() referralId!: string;
  @Id() caseId!: string;
  @Id() referBackId!: string;
  @IsIn(REFER_BACK_KINDS) kind!: ReferBackKind;
  /** What the link worker is worried about, as a code. */
  @IsIn(REFER_BACK_CONCERNS) concern!: ReferBackConcern;
  @Instant() referredAt!: string;
  @Instant() acknowledgeBy!: string;
}
