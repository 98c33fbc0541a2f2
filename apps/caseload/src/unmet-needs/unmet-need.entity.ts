import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { NeedCode } from '#libs/contracts';
import { Case } from '../cases/case.entity';

/** Why nothing could be found for a need (CL-32). */
export const UNMET_NEED_REASONS = [
  'no-provider',
  'full',
  'waiting-list',
  'closed',
  'transport',
  'cost',
  'timing',
  'access',
  'culture',
  'not-suitable',
] as const;
export type UnmetNeedReason = (typeof UNMET_NEED_REASONS)[number];

/** A need that nothing could be found for, in a place, for a reason: a gap that a commissioner can close (CL-32). */
@Entity('unmet_need')
@Unique('unmet_need_once_per_case', ['caseId', 'need', 'reason'])
@Index('unmet_need_by_organisation', ['organisationId', 'at'])
@Index('unmet_need_uncounted', ['schemeId', 'at'], { where: 'counted_in IS NULL' })
@Check(
  'unmet_need_reason_known',
  `reason IN ('no-provider', 'full', 'waiting-list', 'closed', 'transport', 'cost', 'timing', 'access', 'culture', 'not-suitable')`,
)
export class UnmetNeed {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'unmet_need_pk' })
  id!: string;

  /** Null: the case was erased, the gap still counts. */
  @Column('uuid', { name: 'case_id', nullable: true })
  @ForeignKey(() => Case, 'id', { name: 'unmet_need_case_fk' })
  caseId!: string | null;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  @Column('text')
  need!: NeedCode;

  /** A postcode district such as `LS6`, or an LSOA code; null when the person's place is not known. */
  @Column('text', { nullable: true })
  area!: string | null;

  @Column('text')
  reason!: UnmetNeedReason;

  /** When it was first found that nothing is there. */
  @Column('timestamptz')
  at!: Date;

  /** It follows from the case's connections, and is resolved when it no longer does; else somebody recorded it. */
  @Column('boolean')
  derived!: boolean;

  /** Something was found after all; null: the gap still stands. */
  @Column('timestamptz', { name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  /** The month in whose release it was counted; null: not yet. */
  @Column('text', { name: 'counted_in', nullable: true })
  countedIn!: string | null;

  static of(
    { id: caseId, organisationId, schemeId }: Case,
    gap: Omit<UnmetNeed, 'id' | 'caseId' | 'organisationId' | 'schemeId' | 'countedIn'>,
  ): UnmetNeed {
    return Object.assign(new UnmetNeed(), { id: randomUUID(), caseId, organisationId, schemeId, ...gap, countedIn: null });
  }
}
