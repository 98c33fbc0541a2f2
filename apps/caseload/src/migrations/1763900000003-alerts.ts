import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody must look at; told once for each time it began. */
export class Alerts1763900000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE alert (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      organisation_id uuid NOT NULL,
      scheme_id uuid NOT NULL,
      code text NOT NULL,
      since timestamptz NOT NULL,
      raised_at timestamptz NOT NULL,
      worker_id uuid,
      CONSTRAINT alert_pk PRIMARY KEY (id),
      CONSTRAINT alert_once UNIQUE (case_id, code, since)
    )`);
    await runner.query(`CREATE INDEX alert_by_organisation ON alert (organisation_id, raised_at, id)`);
    await runner.query(`CREATE INDEX alert_by_scheme ON alert (scheme_id, raised_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE alert`);
  }
}
