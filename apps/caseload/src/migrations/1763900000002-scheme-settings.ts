import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Thresholds are each scheme's, never constants. */
export class SchemeSettings1763900000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE scheme_settings (
      scheme_id uuid NOT NULL,
      settings jsonb NOT NULL,
      CONSTRAINT scheme_settings_pk PRIMARY KEY (scheme_id),
      CONSTRAINT scheme_settings_scheme_fk FOREIGN KEY (scheme_id) REFERENCES scheme_copy (scheme_id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE scheme_settings`);
  }
}
