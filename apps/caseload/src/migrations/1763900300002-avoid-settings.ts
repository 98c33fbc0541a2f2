import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Settings that a person avoids, and who went past a warning (CL-20); settings of services; the sender's rule of contact. */
export class AvoidSettings1763900300002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE case_avoid_setting (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      setting text NOT NULL,
      note text,
      recorded_by text NOT NULL,
      at timestamptz NOT NULL,
      ended_at timestamptz,
      CONSTRAINT case_avoid_setting_pk PRIMARY KEY (id),
      CONSTRAINT case_avoid_setting_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id)
    )`);
    await runner.query(`CREATE UNIQUE INDEX case_avoid_setting_once ON case_avoid_setting (case_id, setting) WHERE ended_at IS NULL`);
    await runner.query(`CREATE TABLE avoid_acknowledgement (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      service_id uuid NOT NULL,
      reason text NOT NULL,
      acknowledged_by text NOT NULL,
      at timestamptz NOT NULL,
      CONSTRAINT avoid_acknowledgement_pk PRIMARY KEY (id),
      CONSTRAINT avoid_acknowledgement_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id)
    )`);
    await runner.query(`CREATE INDEX avoid_acknowledgement_by_case ON avoid_acknowledgement (case_id, at, id)`);
    await runner.query(`ALTER TABLE service_copy ADD COLUMN settings text[] NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE service_copy ALTER COLUMN settings DROP DEFAULT`);
    await runner.query(`ALTER TABLE "case" ADD COLUMN contact_prohibited boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "case" ALTER COLUMN contact_prohibited DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "case" DROP COLUMN contact_prohibited`);
    await runner.query(`ALTER TABLE service_copy DROP COLUMN settings`);
    await runner.query(`DROP TABLE avoid_acknowledgement, case_avoid_setting`);
  }
}
