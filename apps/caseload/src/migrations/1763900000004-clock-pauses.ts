import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clocks stand still only for recorded reasons. */
export class ClockPauses1763900000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE clock_pause (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      clock text NOT NULL,
      reason text NOT NULL,
      from_date date NOT NULL,
      until_date date NOT NULL,
      recorded_by text NOT NULL,
      recorded_at timestamptz NOT NULL,
      CONSTRAINT clock_pause_pk PRIMARY KEY (id),
      CONSTRAINT clock_pause_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT clock_pause_clock_known CHECK (clock IN ('allocation', 'first-contact', 'response', 'review')),
      CONSTRAINT clock_pause_ends CHECK (until_date >= from_date)
    )`);
    await runner.query(`CREATE INDEX clock_pause_by_case ON clock_pause (case_id, clock)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE clock_pause`);
  }
}
