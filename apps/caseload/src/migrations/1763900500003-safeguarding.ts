import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Safeguarding concerns (GV-05), and who else may read what is restricted on a case. */
export class Safeguarding1763900500003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE case_named_reader (
      case_id uuid NOT NULL,
      worker_id uuid NOT NULL,
      named_by text NOT NULL,
      named_at timestamptz NOT NULL,
      CONSTRAINT case_named_reader_pk PRIMARY KEY (case_id, worker_id),
      CONSTRAINT case_named_reader_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT case_named_reader_worker_fk FOREIGN KEY (worker_id) REFERENCES worker (id)
    )`);
    await runner.query(`CREATE TABLE safeguarding_concern (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      category text NOT NULL,
      detail text NOT NULL,
      lead_worker_id uuid,
      raised_by text NOT NULL,
      raised_at timestamptz NOT NULL,
      CONSTRAINT safeguarding_concern_pk PRIMARY KEY (id),
      CONSTRAINT safeguarding_concern_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id)
    )`);
    await runner.query(`CREATE INDEX safeguarding_concern_by_case ON safeguarding_concern (case_id, raised_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE safeguarding_concern, case_named_reader`);
  }
}
