import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A provider sees who a person is under an agreement only (ID-01), and while they want to be supported (GV-01). */
export class AgreementsAndSupport1764220000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agreement_copy (
        agreement_id uuid CONSTRAINT agreement_copy_pk PRIMARY KEY,
        scheme_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        party_id uuid NOT NULL,
        purposes text[] NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        sequence integer NOT NULL
      )`);
    await runner.query(`CREATE INDEX agreement_copy_by_party ON agreement_copy (party_id, scheme_id)`);
    // Of tasks from before, the scheme is not known: any agreement with their provider counts.
    await runner.query(`
      ALTER TABLE task ADD COLUMN scheme_id uuid, ADD COLUMN organisation_id uuid, ADD COLUMN support_withdrawn boolean NOT NULL DEFAULT false`);
    // When those said no is not known here: what was said before today does not undo it.
    await runner.query(`
      INSERT INTO consent_word (consent_id, referral_id, purpose, decision, at, sequence)
      SELECT gen_random_uuid(), referral_id, 'share-with-provider', 'withdrawn', now(), 0 FROM (
        SELECT DISTINCT referral_id FROM task WHERE sharing_withdrawn) withdrawn`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE task DROP COLUMN support_withdrawn, DROP COLUMN organisation_id, DROP COLUMN scheme_id`);
    await runner.query(`DROP TABLE agreement_copy`);
  }
}
