import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the checks of the invariants found. */
export class Invariants1763900000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE invariant_exception (
      check_name text NOT NULL,
      case_id uuid NOT NULL,
      found_at timestamptz NOT NULL,
      CONSTRAINT invariant_exception_pk PRIMARY KEY (check_name, case_id)
    )`);
    await runner.query(`CREATE TABLE invariant_run (
      checked_at timestamptz NOT NULL,
      duration_ms integer NOT NULL,
      exceptions jsonb NOT NULL,
      CONSTRAINT invariant_run_pk PRIMARY KEY (checked_at)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE invariant_run, invariant_exception`);
  }
}
