import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An organisation that may refer: a GP practice, a pharmacy, a hospital. */
@Entity('sender')
export class Sender {
  /** The hub's id of the organisation. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sender_pk' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'ods_code', nullable: true })
  odsCode!: string | null;
}
