import type { JWK } from 'jose';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Organisation } from '../organisations/organisation.entity';

/** A system that may fetch tokens for itself. It proves itself by a key whose public half stands here, or by a secret. */
@Entity({ name: 'client' })
@Check('client_one_credential', '(jwks IS NULL) <> (secret_hash IS NULL)')
@Index('client_organisation', ['organisationId', 'id'])
export class Client {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'client_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @ForeignKey(() => Organisation, 'id', { name: 'client_organisation_fkey' })
  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @Column({ type: 'text', array: true })
  scopes!: string[];

  @Column({ type: 'jsonb', nullable: true })
  jwks!: { keys: JWK[] } | null;

  /** SHA-256 of a secret that the hub made from 256 random bits, so nothing slower is needed. */
  @Column({ type: 'text', name: 'secret_hash', nullable: true })
  secretHash!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  /** The keys before the last rotation, which also open until `previousUntil`. */
  @Column({ type: 'jsonb', name: 'previous_jwks', nullable: true })
  previousJwks!: { keys: JWK[] } | null;

  @Column({ type: 'text', name: 'previous_secret_hash', nullable: true })
  previousSecretHash!: string | null;

  @Column({ type: 'timestamptz', name: 'previous_until', nullable: true })
  previousUntil!: Date | null;
}
