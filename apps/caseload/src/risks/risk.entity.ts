import { randomUUID } from 'node:crypto';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { ReferBackConcern } from '#libs/contracts';
import { Case } from '../cases/case.entity';

/** A risk of the person. While it is active, community connection alone does not complete the case (CL-23). */
@Entity('case_risk')
@Unique('case_risk_once', ['caseId', 'code'])
@Check('case_risk_signed_off_by_somebody', `(signed_off_at IS NULL) = (signed_off_by IS NULL)`)
export class Risk {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'case_risk_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'case_risk_case_fk' })
  caseId!: string;

  @Column('text')
  code!: ReferBackConcern;

  @Column('boolean')
  active!: boolean;

  @Column('text', { nullable: true })
  note!: string | null;

  /** When it last became active. A refer-back after that answers it. */
  @Column('timestamptz', { name: 'raised_at' })
  raisedAt!: Date;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('timestamptz', { name: 'signed_off_at', nullable: true })
  signedOffAt!: Date | null;

  /** `sub` of the clinician. */
  @Column('text', { name: 'signed_off_by', nullable: true })
  signedOffBy!: string | null;

  @Column('text', { name: 'signed_off_name', nullable: true })
  signedOffName!: string | null;

  /** Why it is active no more, by whoever lifted it; null while it is active. */
  @Column('text', { name: 'lifted_reason', nullable: true })
  liftedReason!: string | null;

  static of(caseId: string, code: ReferBackConcern): Risk {
    return Object.assign(new Risk(), {
      id: randomUUID(),
      caseId,
      code,
      active: false,
      signedOffAt: null,
      signedOffBy: null,
      signedOffName: null,
      liftedReason: null,
    });
  }

  /** What is known of the risk now. One that is raised, again too, needs its own answer. */
  record(active: boolean, note: string | null, by: string, at: Date): void {
    const unanswered = { signedOffAt: null, signedOffBy: null, signedOffName: null, liftedReason: null };
    Object.assign(this, { active, note, raisedAt: at, ...unanswered, recordedBy: by, recordedAt: at });
  }

  /** It is active no more; what was noted of it stays. */
  lift(reason: string, by: string, at: Date): void {
    Object.assign(this, { active: false, liftedReason: reason, recordedBy: by, recordedAt: at });
  }

  signOff(by: string, name: string | null, at: Date): void {
    Object.assign(this, { signedOffAt: at, signedOffBy: by, signedOffName: name });
  }
}
