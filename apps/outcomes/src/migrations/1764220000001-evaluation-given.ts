import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A person is counted once they have said yes, not until they have said no; every word they said is kept (GV-01). */
export class EvaluationGiven1764220000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // When those said no is not known here: what was said before today does not undo it.
    await runner.query(`
      INSERT INTO consent_word (consent_id, referral_id, purpose, decision, at, sequence)
      SELECT gen_random_uuid(), referral_id, 'evaluation', 'withdrawn', now(), 0 FROM episode WHERE evaluation_withdrawn`);
    await runner.query(`ALTER TABLE episode DROP COLUMN evaluation_withdrawn, ADD COLUMN evaluation_given boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE episode DROP COLUMN evaluation_given, ADD COLUMN evaluation_withdrawn boolean NOT NULL DEFAULT false`);
  }
}
