import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One person's time with a scheme, as caseload tells of it: what measurements belong to. No personal data stands here. */
@Entity('episode')
@Index('episode_scheme', ['schemeId'])
export class Episode {
  @PrimaryColumn('uuid', { name: 'referral_id', primaryKeyConstraintName: 'episode_pk' })
  referralId!: string;

  @Column('uuid', { name: 'scheme_id' })
  schemeId!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { name: 'closure_reason', nullable: true })
  closureReason!: string | null;

  /** True while the person consents to being counted (GV-01). */
  @Column('boolean', { name: 'evaluation_given', default: false })
  evaluationGiven!: boolean;

  /** The hub's own id of the person; null where caseload was not told it. */
  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: string | null;
}
