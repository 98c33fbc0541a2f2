import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One number may be held by several persons: who somebody is, number, surname and birth date say together. What does not agree waits for somebody to look at it. */
export class Identities1764230000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE person DROP CONSTRAINT person_nhs_number, ADD COLUMN identity text`);
    await runner.query(`CREATE UNIQUE INDEX person_identity ON person (nhs_number, identity)`);
    await runner.query(`
      CREATE TABLE identity_doubt (
        id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        referral_id uuid NOT NULL,
        person_id uuid NOT NULL,
        other_person_id uuid NOT NULL,
        found_at timestamptz NOT NULL,
        settled_at timestamptz,
        settled_by text,
        outcome text,
        CONSTRAINT identity_doubt_pk PRIMARY KEY (id),
        CONSTRAINT identity_doubt_referral_fk FOREIGN KEY (referral_id) REFERENCES referral (id) ON DELETE CASCADE,
        CONSTRAINT identity_doubt_settled_has_outcome CHECK ((settled_at IS NULL) = (outcome IS NULL))
      )`);
    await runner.query(`CREATE INDEX identity_doubt_waiting ON identity_doubt (organisation_id, found_at) WHERE settled_at IS NULL`);
    await runner.query(`CREATE INDEX identity_doubt_referral ON identity_doubt (referral_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE identity_doubt`);
    await runner.query(`DROP INDEX person_identity`);
    await runner.query(`ALTER TABLE person DROP COLUMN identity, ADD CONSTRAINT person_nhs_number UNIQUE (nhs_number)`);
  }
}
