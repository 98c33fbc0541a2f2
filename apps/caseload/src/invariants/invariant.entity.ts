import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A case for which an invariant was found not to hold; gone when a later check finds that it holds again. */
@Entity('invariant_exception')
export class InvariantException {
  @PrimaryColumn('text', { name: 'check_name', primaryKeyConstraintName: 'invariant_exception_pk' })
  checkName!: string;

  @PrimaryColumn('uuid', { name: 'case_id', primaryKeyConstraintName: 'invariant_exception_pk' })
  caseId!: string;

  @Column('timestamptz', { name: 'found_at' })
  foundAt!: Date;
}
