import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Action } from '../actions/action.entity';
import { Case } from '../cases/case.entity';
import type { ReportKind } from './my-report.rules';

/** What a person told on their own page is wrong; a worker reads it with the action that it opened. */
@Entity('my_report')
@Index('my_report_by_case', ['caseId', 'at', 'id'])
@Check('my_report_kind_known', `kind IN ('nobody-came', 'not-right', 'not-wanted', 'other')`)
export class MyReport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'my_report_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'my_report_case_fk' })
  caseId!: string;

  @Column('uuid', { name: 'action_id' })
  @ForeignKey(() => Action, 'id', { name: 'my_report_action_fk' })
  actionId!: string;

  @Column('text')
  kind!: ReportKind;

  /** In the person's own words. */
  @Column('text', { nullable: true })
  words!: string | null;

  @Column('timestamptz')
  at!: Date;
}
