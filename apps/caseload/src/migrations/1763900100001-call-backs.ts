import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls that a person was promised, each with its window (CL-14). */
export class CallBacks1763900100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE call_back (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      organisation_id uuid NOT NULL,
      scheme_id uuid NOT NULL,
      worker_id uuid,
      from_at timestamptz NOT NULL,
      until_at timestamptz NOT NULL,
      reason text NOT NULL,
      state text NOT NULL,
      promised_by text NOT NULL,
      promised_at timestamptz NOT NULL,
      settled_at timestamptz,
      CONSTRAINT call_back_pk PRIMARY KEY (id),
      CONSTRAINT call_back_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT call_back_state_known CHECK (state IN ('promised', 'made', 'missed-by-service', 'cancelled')),
      CONSTRAINT call_back_window CHECK (until_at > from_at),
      CONSTRAINT call_back_settled_has_date CHECK ((state = 'promised') = (settled_at IS NULL))
    )`);
    await runner.query(`CREATE INDEX call_back_by_case ON call_back (case_id, from_at, id)`);
    await runner.query(`CREATE INDEX call_back_by_scheme ON call_back (organisation_id, scheme_id, until_at)`);
    await runner.query(`CREATE INDEX contact_missed_by_person ON contact (at) WHERE missed_by = 'person'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX contact_missed_by_person`);
    await runner.query(`DROP TABLE call_back`);
  }
}
