import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import type { ClockName, PauseReason } from './pauses.rules';

/** A recorded reason for which one clock of a case stands still on some days. It always has a last day: nothing waits for ever. */
@Entity('clock_pause')
@Index('clock_pause_by_case', ['caseId', 'clock'])
@Check('clock_pause_clock_known', `clock IN ('allocation', 'first-contact', 'response', 'review')`)
@Check('clock_pause_ends', `until_date >= from_date`)
export class ClockPause {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'clock_pause_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'clock_pause_case_fk' })
  caseId!: string;

  @Column('text')
  clock!: ClockName;

  @Column('text')
  reason!: PauseReason;

  @Column('date', { name: 'from_date' })
  from!: string;

  /** The last day. */
  @Column('date', { name: 'until_date' })
  until!: string;

  /** `sub` of who recorded it. */
  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
