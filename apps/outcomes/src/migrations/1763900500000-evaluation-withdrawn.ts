import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The person's word on being counted (GV-01). */
export class EvaluationWithdrawn1763900500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE episode ADD COLUMN evaluation_withdrawn boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE episode DROP COLUMN evaluation_withdrawn`);
  }
}
