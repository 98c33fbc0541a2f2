import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The month in whose release a gap was counted: nobody is counted twice (CL-32). */
export class UnmetNeedCounted1764250000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE unmet_need ADD COLUMN counted_in text`);
    await runner.query(`CREATE INDEX unmet_need_uncounted ON unmet_need (scheme_id, at) WHERE counted_in IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX unmet_need_uncounted`);
    await runner.query(`ALTER TABLE unmet_need DROP COLUMN counted_in`);
  }
}
