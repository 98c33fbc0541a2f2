import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a scheme is for and which areas it covers (CL-41). */
export class SchemeCoverage1763900400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE scheme ADD COLUMN eligibility jsonb NOT NULL DEFAULT '{}', ADD COLUMN areas text[] NOT NULL DEFAULT '{}'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE scheme DROP COLUMN eligibility, DROP COLUMN areas`);
  }
}
