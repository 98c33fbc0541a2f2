import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Steps of others that support waits for (CL-19). */
export class Blockers1763900400003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE case_blocker (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      blocker text NOT NULL,
      owner text NOT NULL,
      note text,
      since timestamptz NOT NULL,
      expected_by date NOT NULL,
      ended_at timestamptz,
      CONSTRAINT case_blocker_pk PRIMARY KEY (id),
      CONSTRAINT case_blocker_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT case_blocker_code_known CHECK (
        blocker IN ('assessment', 'checks', 'observed-sessions', 'equipment', 'funding', 'transport', 'other')),
      CONSTRAINT case_blocker_has_owner CHECK (owner <> ''),
      CONSTRAINT case_blocker_ends_after_it_begins CHECK (ended_at >= since)
    )`);
    await runner.query(`CREATE INDEX case_blocker_by_case ON case_blocker (case_id, since)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE case_blocker`);
  }
}
