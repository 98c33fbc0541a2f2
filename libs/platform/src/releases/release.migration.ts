import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has been released of a scheme, month by month: written once, so that a report is the same whenever it is read. */
export class Releases1764250000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE release (
        report text NOT NULL,
        scheme_id uuid NOT NULL,
        month text NOT NULL,
        figures jsonb NOT NULL,
        CONSTRAINT release_pk PRIMARY KEY (report, scheme_id, month)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE release`);
  }
}

export const releaseMigrations = [Releases1764250000000];
