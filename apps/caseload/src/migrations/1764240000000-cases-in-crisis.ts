import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The few cases in which a crisis waits for a clinician stand first in every list: they have an index of their own. */
export class CasesInCrisis1764240000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX case_in_crisis ON "case" (organisation_id, crisis_late_at, id) WHERE crisis_late_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX case_in_crisis`);
  }
}
