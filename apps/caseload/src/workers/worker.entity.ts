import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A link worker: the named person who has cases. */
@Entity('worker')
@Unique('worker_account_unique', ['organisationId', 'accountSubject'])
export class Worker {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'worker_pk' })
  id!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('text')
  name!: string;

  /** `sub` of the account they sign in with; none yet when they have not. */
  @Column('text', { name: 'account_subject', nullable: true })
  accountSubject!: string | null;

  /** The schemes they work for: they see and take the cases of these. */
  @Column('uuid', { name: 'scheme_ids', array: true })
  schemeIds!: string[];

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;

  static register(fields: Pick<Worker, 'id' | 'organisationId' | 'name' | 'accountSubject' | 'schemeIds' | 'registeredAt'>): Worker {
    return Object.assign(new Worker(), fields);
  }

  servesScheme(schemeId: string): boolean {
    return this.schemeIds.includes(schemeId);
  }
}
