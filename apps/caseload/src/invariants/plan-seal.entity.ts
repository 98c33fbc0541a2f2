import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';

/** What an agreed plan version said when it was agreed, as a checksum: written by the database, so that a later change is found (CL-08). */
@Entity('plan_seal')
export class PlanSeal {
  @PrimaryColumn('uuid', { name: 'plan_id', primaryKeyConstraintName: 'plan_seal_pk' })
  planId!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'plan_seal_case_fk' })
  caseId!: string;

  @Column('text')
  checksum!: string;
}
