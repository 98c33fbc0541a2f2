import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ReferBackConcern, ReferBackKind } from '#libs/contracts';
import { Case } from '../cases/case.entity';
import { ReferBackAlreadyAcknowledgedError } from './refer-back.errors';

/** To whom a case is sent back: the practice that referred the person, or clinicians of the organisation that runs the scheme. Either may acknowledge. */
export const REFER_BACK_RECEIVERS = ['practice', 'scheme'] as const;
export type ReferBackReceiver = (typeof REFER_BACK_RECEIVERS)[number];

/** What a link worker tells of a refer-back. */
export interface ReferBackToMake {
  readonly kind: ReferBackKind;
  readonly reason: ReferBackConcern;
  readonly to: ReferBackReceiver;
  /** Stays in caseload, for the clinicians who may read it. */
  readonly note: string | null;
}

/** The clinician who takes a refer-back on. */
export interface Acknowledgement {
  readonly subject: string;
  readonly name: string | null;
  readonly organisationId: string;
}

const MINUTE_MS = 60_000;

/** As what a refer-back stands in the actions and messages that it makes. */
export function sourceOf(id: string): string {
  return `refer-back:${id}`;
}

/** A case sent back to a health professional, until one acknowledges it and after (CL-22). The case itself stays open. */
@Entity('refer_back')
@Index('refer_back_by_case', ['caseId', 'referredAt', 'id'])
@Index('refer_back_waiting', ['referredAt', 'id'], { where: 'acknowledged_at IS NULL' })
@Check('refer_back_kind_known', `kind IN ('crisis')`)
@Check('refer_back_to_known', `"to" IN ('practice', 'scheme')`)
@Check(
  'refer_back_acknowledged_by_somebody',
  `(acknowledged_at IS NULL) = (acknowledged_by IS NULL) AND (acknowledged_at IS NULL) = (acknowledged_organisation_id IS NULL)`,
)
export class ReferBack {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'refer_back_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'refer_back_case_fk' })
  caseId!: string;

  @Column('text')
  kind!: ReferBackKind;

  @Column('text')
  reason!: ReferBackConcern;

  @Column('text')
  to!: ReferBackReceiver;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { name: 'referred_at' })
  referredAt!: Date;

  /** `sub` of the link worker. */
  @Column('text', { name: 'referred_by' })
  referredBy!: string;

  @Column('timestamptz', { name: 'acknowledge_by' })
  acknowledgeBy!: Date;

  @Column('integer')
  escalations!: number;

  @Column('timestamptz', { name: 'acknowledged_at', nullable: true })
  acknowledgedAt!: Date | null;

  /** `sub` of the clinician. */
  @Column('text', { name: 'acknowledged_by', nullable: true })
  acknowledgedBy!: string | null;

  @Column('text', { name: 'acknowledged_name', nullable: true })
  acknowledgedName!: string | null;

  @Column('uuid', { name: 'acknowledged_organisation_id', nullable: true })
  acknowledgedOrganisationId!: string | null;

  static make(caseId: string, told: ReferBackToMake, minutes: number, by: string, at: Date): ReferBack {
    const { kind, reason, to, note } = told;
    const acknowledgeBy = new Date(at.getTime() + minutes * MINUTE_MS);
    const nobodyYet = { acknowledgedAt: null, acknowledgedBy: null, acknowledgedName: null, acknowledgedOrganisationId: null };
    const made = { id: randomUUID(), caseId, kind, reason, to, note, referredAt: at, referredBy: by, acknowledgeBy, escalations: 0 };
    return Object.assign(new ReferBack(), made, nobodyYet);
  }

  /** What the action that waits for the clinician names as its source. */
  get source(): string {
    return sourceOf(this.id);
  }

  acknowledge({ subject, name, organisationId }: Acknowledgement, at: Date): void {
    if (this.acknowledgedAt) throw new ReferBackAlreadyAcknowledgedError();
    Object.assign(this, {
      acknowledgedAt: at,
      acknowledgedBy: subject,
      acknowledgedName: name,
      acknowledgedOrganisationId: organisationId,
    });
  }

  /** Nobody has acknowledged it in time; how often that is so now. */
  escalate(): number {
    this.escalations += 1;
    return this.escalations;
  }
}
