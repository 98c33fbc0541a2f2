import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In what settings a service meets people (CL-20). */
export class ServiceSettings1763900300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE service ADD COLUMN settings text[] NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE service ALTER COLUMN settings DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE service DROP COLUMN settings`);
  }
}
