import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was erased, by whom and why; and a person's referrals, to know whose they are. */
export class Erasure1763910000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erasure (
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        reason text NOT NULL,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT erasure_pk PRIMARY KEY (person_id)
      )`);
    await runner.query(`CREATE INDEX referral_person ON referral (person_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX referral_person`);
    await runner.query(`DROP TABLE erasure`);
  }
}
