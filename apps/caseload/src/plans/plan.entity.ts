import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Case } from '../cases/case.entity';
import { problemsOfAgreement, type Agreement, type Contributor, type GivenBy, type HowGiven } from './plan-agreement.rules';
import {
  EMPTY_PLAN,
  type Asset,
  type Expectation,
  type Goal,
  type PlanAction,
  type PlanConnection,
  type PlanContent,
  type SelfCare,
  type WhatMatters,
} from './plan-content.rules';
import { PlanAlreadyAgreedError, PlanNotReadyError } from './plan.errors';

/**
 * One version of a person's plan: a draft until the person agrees, then fixed. The database refuses every change of an
 * agreed version, and an agreed one without what matters to the person (CL-07a, CL-08).
 */
@Entity('plan')
@Unique('plan_version_once', ['caseId', 'version'])
@Index('plan_one_draft', ['caseId'], { unique: true, where: "state = 'draft'" })
@Check('plan_state_known', `state IN ('draft', 'agreed')`)
@Check('plan_agreed_has_what_matters', `state = 'draft' OR what_matters <> '{}'::jsonb`)
@Check(
  'plan_agreed_is_complete',
  `state = 'draft' OR (agreed_on IS NOT NULL AND how_given IS NOT NULL AND given_by IS NOT NULL AND copy_offered IS NOT NULL AND agreed_at IS NOT NULL AND recorded_by IS NOT NULL AND contributors <> '[]'::jsonb)`,
)
export class Plan implements PlanContent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'plan_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'plan_case_fk' })
  caseId!: string;

  /** Counts the versions of the case's plan from 1. */
  @Column('integer')
  version!: number;

  @Column('text')
  state!: 'draft' | 'agreed';

  /** Counts the changes of this version from 1; the `ETag`. */
  @Column('integer')
  revision!: number;

  @Column('jsonb', { name: 'what_matters' })
  whatMatters!: WhatMatters;

  @Column('jsonb')
  connections!: PlanConnection[];

  @Column('jsonb')
  expectations!: Expectation[];

  @Column('jsonb', { name: 'self_care' })
  selfCare!: SelfCare[];

  @Column('jsonb')
  assets!: Asset[];

  @Column('jsonb')
  goals!: Goal[];

  @Column('jsonb')
  actions!: PlanAction[];

  @Column('jsonb')
  contributors!: Contributor[];

  /** ISO date. */
  @Column('date', { name: 'agreed_on', nullable: true })
  agreedOn!: string | null;

  @Column('text', { name: 'how_given', nullable: true })
  howGiven!: HowGiven | null;

  @Column('text', { name: 'given_by', nullable: true })
  givenBy!: GivenBy | null;

  @Column('boolean', { name: 'copy_offered', nullable: true })
  copyOffered!: boolean | null;

  /** When the agreement was put on record. */
  @Column('timestamptz', { name: 'agreed_at', nullable: true })
  agreedAt!: Date | null;

  /** `sub` of who put it on record. */
  @Column('text', { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  /** The first version, or the one after `before`, which starts as its copy. */
  static draft(caseId: string, before: Plan | null, at: Date): Plan {
    const content = contentOf(before ?? EMPTY_PLAN);
    const agreement = { agreedOn: null, howGiven: null, givenBy: null, copyOffered: null, agreedAt: null, recordedBy: null };
    const counted = { version: (before?.version ?? 0) + 1, revision: 1, contributors: before?.contributors ?? [] };
    const made = { id: randomUUID(), caseId, state: 'draft', createdAt: at, changedAt: at };
    return Object.assign(new Plan(), { ...made, ...counted, ...content, ...agreement });
  }

  get isAgreed(): boolean {
    return this.state === 'agreed';
  }

  write(content: PlanContent, at: Date): void {
    if (this.isAgreed) throw new PlanAlreadyAgreedError(this.version);
    Object.assign(this, contentOf(content), { changedAt: at, revision: this.revision + 1 });
  }

  /** The person agrees to what stands in the plan, which must say what matters to them (CL-07a). */
  agree(agreement: Agreement, by: string, now: Date): void {
    if (this.isAgreed) throw new PlanAlreadyAgreedError(this.version);
    const problems = problemsOfAgreement(this, agreement, now);
    if (problems.length > 0) throw new PlanNotReadyError('The plan cannot be agreed like this; each problem is listed.', problems);
    Object.assign(this, agreement, { state: 'agreed', agreedAt: now, recordedBy: by, changedAt: now, revision: this.revision + 1 });
  }
}

function contentOf({ whatMatters, connections, expectations, selfCare, assets, goals, actions }: PlanContent): PlanContent {
  return { whatMatters, connections, expectations, selfCare, assets, goals, actions };
}
