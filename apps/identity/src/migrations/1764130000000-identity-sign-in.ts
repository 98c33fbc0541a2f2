import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tries are counted by account and client, known devices are remembered, and what the issuer hands out is stored by its hash. */
export class IdentitySignIn1764130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM sign_in_attempt`);
    await runner.query(`ALTER TABLE sign_in_attempt RENAME COLUMN email_hash TO counted_hash`);
    await runner.query(`
      CREATE TABLE known_device (
        token_hash text NOT NULL,
        account_id uuid NOT NULL CONSTRAINT known_device_account_fkey REFERENCES account (id) ON DELETE CASCADE,
        last_used_at timestamptz NOT NULL,
        CONSTRAINT known_device_pkey PRIMARY KEY (token_hash, account_id)
      )`);
    await runner.query(`CREATE INDEX known_device_account ON known_device (account_id)`);
    // Until now ids stood in clear. Whoever is signed in signs in again.
    await runner.query(`DELETE FROM oidc_payload`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM oidc_payload`);
    await runner.query(`DROP TABLE known_device`);
    await runner.query(`DELETE FROM sign_in_attempt`);
    await runner.query(`ALTER TABLE sign_in_attempt RENAME COLUMN counted_hash TO email_hash`);
  }
}
