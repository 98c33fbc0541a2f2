import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { NeedCode } from '#libs/contracts';
import { Case } from '../cases/case.entity';

/** Somebody was shown the way to a service, in a brief contact without a case; who they are is not kept (CL-30). */
@Entity('signposting')
@Index('signposting_by_scheme', ['schemeId', 'at', 'id'])
@Index('signposting_one_case', ['caseId'], { unique: true, where: 'case_id IS NOT NULL' })
@Check('signposting_minutes', `minutes BETWEEN 1 AND 480`)
@Check('signposting_converted_is_complete', `(case_id IS NULL) = (converted_at IS NULL)`)
export class Signposting {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'signposting_pk' })
  id!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  @Column('text')
  need!: NeedCode;

  /** A postcode district or a name of the scheme's own; never an address. */
  @Column('text')
  area!: string;

  @Column('uuid', { name: 'service_id', nullable: true })
  serviceId!: string | null;

  @Column('integer')
  minutes!: number;

  @Column('timestamptz')
  at!: Date;

  /** The case that it became, if more help was wanted. */
  @Column('uuid', { name: 'case_id', nullable: true })
  @ForeignKey(() => Case, 'id', { name: 'signposting_case_fk' })
  caseId!: string | null;

  @Column('timestamptz', { name: 'converted_at', nullable: true })
  convertedAt!: Date | null;
}
