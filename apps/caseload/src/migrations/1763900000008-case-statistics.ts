import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells the planner that a worker's cases are of one organisation and, mostly, one scheme: it would else think that each narrows
 * a list further, and read what a worker ever had to find what is open.
 */
export class CaseStatistics1763900000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE STATISTICS case_belongings (dependencies) ON organisation_id, scheme_id, worker_id FROM "case"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP STATISTICS case_belongings`);
  }
}
