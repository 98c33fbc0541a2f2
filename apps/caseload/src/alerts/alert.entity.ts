import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** Something about a case that somebody must look at: told once for each time it began. Codes and identifiers only. */
@Entity('alert')
@Unique('alert_once', ['caseId', 'code', 'since'])
@Index('alert_by_organisation', ['organisationId', 'raisedAt', 'id'])
@Index('alert_by_scheme', ['schemeId', 'raisedAt', 'id'])
export class Alert {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alert_pk' })
  id!: string;

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  @Column('text')
  code!: string;

  /** When what it tells of began. */
  @Column('timestamptz')
  since!: Date;

  @Column('timestamptz', { name: 'raised_at' })
  raisedAt!: Date;

  /** The worker who had the case then. */
  @Column('uuid', { name: 'worker_id', nullable: true })
  workerId!: string | null;

  /** The worker whom it asks to act, where it asks one. */
  @Column('uuid', { name: 'asked_worker_id', nullable: true })
  askedWorkerId!: string | null;
}
