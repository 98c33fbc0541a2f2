import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/case.entity';
import type { ContactRule, ContactRuleAct } from './contact-rule.rules';

/** Something was done although a contact rule stood, and why. None is ever changed. */
@Entity('contact_rule_exception')
@Index('contact_rule_exception_by_case', ['caseId', 'at', 'id'])
export class ContactRuleException {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_rule_exception_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  @ForeignKey(() => Case, 'id', { name: 'contact_rule_exception_case_fk' })
  caseId!: string;

  @Column('text')
  rule!: ContactRule;

  @Column('text')
  act!: ContactRuleAct;

  /** The contact, call-back, connection or link that it was for; of calls that recur, the case. */
  @Column('uuid', { name: 'about_id' })
  aboutId!: string;

  @Column('text')
  reason!: string;

  /** `sub` of who did. */
  @Column('text', { name: 'done_by' })
  doneBy!: string;

  @Column('timestamptz')
  at!: Date;
}
