import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who read out the code by which a person's own page was opened, and so what was said there. */
export class WhoReadOutTheCode1764260000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE my_link ADD COLUMN code_read_out_by text`);
    await runner.query(`ALTER TABLE my_session ADD COLUMN code_read_out_by text`);
    await runner.query(`ALTER TABLE consent ADD COLUMN code_read_out_by text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE consent DROP COLUMN code_read_out_by`);
    await runner.query(`ALTER TABLE my_session DROP COLUMN code_read_out_by`);
    await runner.query(`ALTER TABLE my_link DROP COLUMN code_read_out_by`);
  }
}
