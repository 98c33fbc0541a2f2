import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { MyLink } from './my-link.entity';

/** A browser in which the person gave the right code. */
@Entity('my_session')
export class MySession {
  /** Of the secret in the browser's cookie. */
  @PrimaryColumn('bytea', { name: 'secret_hash', primaryKeyConstraintName: 'my_session_pk' })
  secretHash!: Buffer;

  @Column('uuid', { name: 'link_id' })
  @ForeignKey(() => MyLink, 'id', { name: 'my_session_link_fk' })
  linkId!: string;

  /** Who read that code out, if it was not sent to the person. */
  @Column('text', { name: 'code_read_out_by', nullable: true })
  codeReadOutBy!: string | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
