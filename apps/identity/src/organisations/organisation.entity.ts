import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { OrganisationKind } from '#libs/contracts';

/** An organisation that is tied to the hub. Its id is what the tokens of its people and systems carry. */
@Entity({ name: 'organisation' })
@Unique('organisation_ods_code_key', ['odsCode'])
@Unique('organisation_charity_number_key', ['charityNumber'])
export class Organisation {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'organisation_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: OrganisationKind;

  /** Its code in the Organisation Data Service, in capitals. */
  @Column({ type: 'text', name: 'ods_code', nullable: true })
  odsCode!: string | null;

  /** Its number at the Charity Commission, OSCR or the Charity Commission for Northern Ireland. */
  @Column({ type: 'text', name: 'charity_number', nullable: true })
  charityNumber!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** Since when its people and systems are refused. */
  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;
}
