import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemes, who may refer to them, and referrals with all that came with them. */
export class ReferralIntake1763771000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scheme (
        id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        name text NOT NULL,
        nation text NOT NULL,
        service_levels jsonb NOT NULL,
        CONSTRAINT scheme_pk PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE INDEX scheme_organisation ON scheme (organisation_id)`);
    await runner.query(`
      CREATE TABLE sender (
        id uuid NOT NULL,
        name text NOT NULL,
        ods_code text,
        CONSTRAINT sender_pk PRIMARY KEY (id)
      )`);
    await runner.query(`
      CREATE TABLE sender_client (
        client_id text CONSTRAINT sender_client_pk PRIMARY KEY,
        sender_id uuid NOT NULL REFERENCES sender (id)
      )`);
    await runner.query(`CREATE INDEX sender_client_sender ON sender_client (sender_id)`);
    await runner.query(`
      CREATE TABLE agreement (
        sender_id uuid NOT NULL REFERENCES sender (id),
        scheme_id uuid NOT NULL REFERENCES scheme (id),
        CONSTRAINT agreement_pk PRIMARY KEY (sender_id, scheme_id)
      )`);
    await runner.query(`
      CREATE TABLE person (
        id uuid CONSTRAINT person_pk PRIMARY KEY,
        nhs_number text CONSTRAINT person_nhs_number UNIQUE
      )`);
    await runner.query(`
      CREATE TABLE patient (
        id uuid CONSTRAINT patient_pk PRIMARY KEY,
        sender_id uuid NOT NULL REFERENCES sender (id),
        person_id uuid NOT NULL REFERENCES person (id),
        CONSTRAINT patient_of_sender UNIQUE (sender_id, person_id)
      )`);
    await runner.query(`
      CREATE TABLE referral (
        id uuid NOT NULL,
        reference text NOT NULL,
        sender_id uuid NOT NULL,
        scheme_id uuid NOT NULL,
        person_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        priority text NOT NULL,
        needs jsonb NOT NULL,
        task_identifiers jsonb NOT NULL,
        received_at timestamptz NOT NULL,
        progress text NOT NULL,
        reason text,
        respond_by timestamptz,
        outputs jsonb NOT NULL,
        version integer NOT NULL,
        last_modified timestamptz NOT NULL,
        CONSTRAINT referral_pk PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE UNIQUE INDEX referral_reference ON referral (reference)`);
    await runner.query(`CREATE INDEX referral_sender_received ON referral (sender_id, received_at)`);
    // What a sender calls its resources; and one open referral per identifier (docs/fhir-wire-format.md §2), whatever two requests do at once.
    await runner.query(`
      CREATE TABLE resource_identifier (
        sender_id uuid NOT NULL,
        type text NOT NULL,
        system text NOT NULL,
        value text NOT NULL,
        id uuid NOT NULL,
        open_referral boolean NOT NULL
      )`);
    await runner.query(`CREATE INDEX resource_identifier_lookup ON resource_identifier (sender_id, type, system, value)`);
    await runner.query(
      `CREATE UNIQUE INDEX resource_identifier_open ON resource_identifier (sender_id, system, value) WHERE open_referral`,
    );
    await runner.query(`CREATE INDEX resource_identifier_resource ON resource_identifier (id) WHERE open_referral`);
    await runner.query(`
      CREATE TABLE connection (
        id uuid NOT NULL,
        referral_id uuid NOT NULL,
        task_id uuid,
        provider_id uuid NOT NULL,
        provider_name text NOT NULL,
        service_id uuid NOT NULL,
        service_name text NOT NULL,
        consent_to_share boolean NOT NULL,
        state text NOT NULL,
        ever_attended boolean NOT NULL,
        reason text,
        requested_at timestamptz NOT NULL,
        respond_by timestamptz,
        version integer NOT NULL,
        last_modified timestamptz NOT NULL,
        CONSTRAINT connection_pk PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE INDEX connection_referral ON connection (referral_id)`);
    await runner.query(`CREATE UNIQUE INDEX connection_task ON connection (task_id)`);
    // What the sender sent, and what the hub adds to it, one row a resource at its current version.
    await runner.query(`
      CREATE TABLE fhir_resource (
        type text NOT NULL,
        id uuid NOT NULL,
        sender_id uuid NOT NULL,
        referral_id uuid NOT NULL,
        version integer NOT NULL,
        last_updated timestamptz NOT NULL,
        position integer NOT NULL,
        content json NOT NULL,
        CONSTRAINT fhir_resource_pk PRIMARY KEY (type, id)
      )`);
    await runner.query(`CREATE INDEX fhir_resource_referral ON fhir_resource (referral_id)`);
    // Every clinical message, as it arrived.
    await runner.query(`
      CREATE TABLE exchange (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT exchange_pk PRIMARY KEY,
        sender_id uuid NOT NULL,
        client_id text NOT NULL,
        direction text NOT NULL,
        request_id text NOT NULL,
        correlation_id text NOT NULL,
        referral_id uuid,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        body bytea NOT NULL
      )`);
    await runner.query(`CREATE INDEX exchange_referral ON exchange (referral_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE exchange, fhir_resource, connection, resource_identifier, referral, patient, person, agreement, sender_client, sender, scheme`,
    );
  }
}
