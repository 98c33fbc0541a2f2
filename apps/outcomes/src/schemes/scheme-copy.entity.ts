import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What outcomes keeps of a scheme: whose it is. referral-intake owns it. */
@Entity('scheme_copy')
export class SchemeCopy {
  @PrimaryColumn('uuid', { name: 'scheme_id', primaryKeyConstraintName: 'scheme_copy_pk' })
  schemeId!: string;

  @Column('uuid', { name: 'organisation_id' })
  organisationId!: string;

  @Column('text')
  name!: string;

  /** Of the message it was read from; a lower one is older news. */
  @Column('integer')
  sequence!: number;
}
