import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The person's word on what providers may see of them (GV-01). */
export class SharingWithdrawn1763900500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE task ADD COLUMN sharing_withdrawn boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE task DROP COLUMN sharing_withdrawn`);
  }
}
