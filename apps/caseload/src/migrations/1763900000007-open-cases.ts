import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A worker's open cases among those of ten years, and what closed lately. */
export class OpenCases1763900000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX case_open_by_worker ON "case" (worker_id, opened_at, id) WHERE status <> 'closed'`);
    await runner.query(`CREATE INDEX case_by_closure ON "case" (closed_at) WHERE closed_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX case_by_closure, case_open_by_worker`);
  }
}
