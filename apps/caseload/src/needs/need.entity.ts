import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { NeedCode } from '#libs/contracts';
import { Case } from '../cases/case.entity';

/** How a need stands; a case closes when none is open any more (CL-39). `ended`: with the case, which left no other answer. */
export const NEED_STATUSES = ['open', 'resolved', 'ongoing-elsewhere', 'declined', 'ended'] as const;
export type NeedStatus = (typeof NEED_STATUSES)[number];
export const NEED_OUTCOMES = ['resolved', 'ongoing-elsewhere', 'declined'] as const;
export type NeedOutcome = (typeof NEED_OUTCOMES)[number];

/** Something a person needs, with what came of it. A sensitive one is restricted, and leaves caseload in no event, message or letter (CL-39). */
@Entity('case_need')
@Index('case_need_by_case', ['caseId', 'addedAt', 'id'])
@Check('case_need_status_known', `status IN ('open', 'resolved', 'ongoing-elsewhere', 'declined', 'ended')`)
export class Need {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'case_need_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'case_need_case_fk' })
  caseId!: string;

  @Column('text')
  code!: NeedCode;

  @Column('text')
  status!: NeedStatus;

  @Column('boolean')
  sensitive!: boolean;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;

  /** When its status last changed. */
  @Column('timestamptz')
  at!: Date;

  /** What the actions that serve it name as their source. */
  get source(): string {
    return `need:${this.id}`;
  }

  become(status: NeedStatus, at: Date): void {
    if (status === this.status) return;
    Object.assign(this, { status, at });
  }
}
