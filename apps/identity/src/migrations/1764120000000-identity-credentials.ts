import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts and clients get a life: invited, disabled, rotated, deleted. */
export class IdentityCredentials1764120000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE account ALTER COLUMN password_hash DROP NOT NULL, ADD COLUMN disabled_at timestamptz`);
    await runner.query(`
      ALTER TABLE client
        ADD COLUMN disabled_at timestamptz,
        ADD COLUMN previous_jwks jsonb,
        ADD COLUMN previous_secret_hash text,
        ADD COLUMN previous_until timestamptz`);
    await runner.query(`
      CREATE TABLE account_link (
        token_hash text NOT NULL CONSTRAINT account_link_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT account_link_account_fkey REFERENCES account (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX account_link_account ON account_link (account_id)`);
    // Ids of deleted clients stay taken: other services may still name them. Of deleted people only the id stays, for a day.
    await runner.query(`
      CREATE TABLE deleted_caller (
        kind text NOT NULL,
        id text NOT NULL,
        deleted_at timestamptz NOT NULL,
        CONSTRAINT deleted_caller_pkey PRIMARY KEY (kind, id)
      )`);
    await runner.query(`CREATE INDEX oidc_payload_account ON oidc_payload ((payload ->> 'accountId')) WHERE payload ? 'accountId'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX oidc_payload_account`);
    await runner.query(`DROP TABLE deleted_caller, account_link`);
    await runner.query(`
      ALTER TABLE client
        DROP COLUMN disabled_at, DROP COLUMN previous_jwks, DROP COLUMN previous_secret_hash, DROP COLUMN previous_until`);
    await runner.query(`DELETE FROM account WHERE password_hash IS NULL`);
    await runner.query(`ALTER TABLE account ALTER COLUMN password_hash SET NOT NULL, DROP COLUMN disabled_at`);
  }
}
