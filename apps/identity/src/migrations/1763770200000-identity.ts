import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clients, accounts and everything the token issuer remembers between two requests. */
export class Identity1763770200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE client (
        id text NOT NULL CONSTRAINT client_pkey PRIMARY KEY,
        name text NOT NULL,
        organisation_id uuid NOT NULL,
        scopes text[] NOT NULL,
        jwks jsonb,
        secret_hash text,
        created_at timestamptz NOT NULL,
        CONSTRAINT client_one_credential CHECK ((jwks IS NULL) <> (secret_hash IS NULL))
      )`);
    await runner.query(`CREATE INDEX client_organisation ON client (organisation_id, id)`);
    await runner.query(`
      CREATE TABLE account (
        id uuid NOT NULL CONSTRAINT account_pkey PRIMARY KEY,
        email text NOT NULL CONSTRAINT account_email_key UNIQUE,
        name text NOT NULL,
        organisation_id uuid NOT NULL,
        roles text[] NOT NULL,
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX account_organisation ON account (organisation_id, id)`);
    await runner.query(`
      CREATE TABLE organisation (
        id uuid NOT NULL CONSTRAINT organisation_pkey PRIMARY KEY,
        name text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE oidc_payload (
        model text NOT NULL,
        id text NOT NULL,
        payload jsonb NOT NULL,
        grant_id text,
        uid text,
        consumed_at timestamptz,
        expires_at timestamptz,
        CONSTRAINT oidc_payload_pkey PRIMARY KEY (model, id)
      )`);
    await runner.query(`CREATE INDEX oidc_payload_grant ON oidc_payload (grant_id) WHERE grant_id IS NOT NULL`);
    await runner.query(`CREATE INDEX oidc_payload_uid ON oidc_payload (uid) WHERE uid IS NOT NULL`);
    await runner.query(`CREATE INDEX oidc_payload_expiry ON oidc_payload (expires_at)`);
    await runner.query(`
      CREATE TABLE sign_in_attempt (
        email_hash text NOT NULL CONSTRAINT sign_in_attempt_pkey PRIMARY KEY,
        failures integer NOT NULL,
        last_failed_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE set_up_token (
        token_hash text NOT NULL CONSTRAINT set_up_token_pkey PRIMARY KEY,
        expires_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE set_up_token, sign_in_attempt, oidc_payload, organisation, account, client`);
  }
}
