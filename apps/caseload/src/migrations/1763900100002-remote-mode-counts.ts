import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A switch to remote contact remembers how many contacts it changed, so that its undo can say which were changed since (CL-35). */
export class RemoteModeCounts1763900100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE remote_mode ADD COLUMN switched integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE remote_mode ALTER COLUMN switched DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE remote_mode DROP COLUMN switched`);
  }
}
