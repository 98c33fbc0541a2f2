import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A referral whose case was sent back to a health professional (CL-22). */
export class ReferBacks1763900500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE referral ADD COLUMN referred_back_from text, ADD COLUMN refer_backs_waiting integer NOT NULL DEFAULT 0`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE referral DROP COLUMN referred_back_from, DROP COLUMN refer_backs_waiting`);
  }
}
