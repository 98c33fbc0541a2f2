import { randomUUID } from 'node:crypto';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ServiceSetting } from '#libs/contracts';
import { Case } from '../cases/case.entity';

/** A setting that a person avoids, and why (CL-20). Restricted: it never leaves in events, letters or reports. */
@Entity('case_avoid_setting')
@Index('case_avoid_setting_once', ['caseId', 'setting'], { unique: true, where: 'ended_at IS NULL' })
export class AvoidSetting {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'case_avoid_setting_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'case_avoid_setting_case_fk' })
  caseId!: string;

  @Column('text')
  setting!: ServiceSetting;

  @Column('text', { nullable: true })
  note!: string | null;

  /** `sub` of who did. */
  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz')
  at!: Date;

  /** From when it no longer holds. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  static record(fields: Pick<AvoidSetting, 'caseId' | 'setting' | 'note' | 'recordedBy' | 'at'>): AvoidSetting {
    return Object.assign(new AvoidSetting(), { id: randomUUID(), endedAt: null, ...fields });
  }
}
