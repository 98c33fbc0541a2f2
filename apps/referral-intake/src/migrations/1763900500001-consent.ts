import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The person's word on what their referrer hears, and the record of what was withheld by it (GV-01). */
export class Consent1763900500001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE referral ADD COLUMN news_withheld boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE exchange ADD COLUMN about text, ADD COLUMN withheld text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE exchange DROP COLUMN about, DROP COLUMN withheld`);
    await runner.query(`ALTER TABLE referral DROP COLUMN news_withheld`);
  }
}
