import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '#libs/contracts';
import { Organisation } from '../organisations/organisation.entity';

/** A person who signs in with a password, while no other issuer of people is configured. */
@Entity({ name: 'account' })
@Index('account_organisation', ['organisationId', 'id'])
@Unique('account_email_key', ['email'])
export class Account {
  /** The `sub` of the person's tokens. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'account_pkey' })
  id!: string;

  /** In lower case. */
  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  name!: string;

  @ForeignKey(() => Organisation, 'id', { name: 'account_organisation_fkey' })
  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @Column({ type: 'text', array: true })
  roles!: Role[];

  /** Null until the person who was invited has chosen a password. */
  @Column({ type: 'text', name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;
}
