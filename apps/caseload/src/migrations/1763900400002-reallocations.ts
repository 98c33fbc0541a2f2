import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases that moved in bulk, with what it takes to move them back. */
export class Reallocations1763900400002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE reallocation (
      id uuid NOT NULL,
      organisation_id uuid NOT NULL,
      worker_id uuid NOT NULL,
      reason text NOT NULL,
      made_by text NOT NULL,
      made_at timestamptz NOT NULL,
      undone_at timestamptz,
      CONSTRAINT reallocation_pk PRIMARY KEY (id),
      CONSTRAINT reallocation_worker_fk FOREIGN KEY (worker_id) REFERENCES worker (id)
    )`);
    await runner.query(`CREATE INDEX reallocation_by_worker ON reallocation (worker_id, made_at)`);
    await runner.query(`CREATE TABLE reallocated_case (
      reallocation_id uuid NOT NULL,
      case_id uuid NOT NULL,
      to_worker_id uuid,
      version integer NOT NULL,
      allocated_at timestamptz NOT NULL,
      allocate_by timestamptz NOT NULL,
      undone boolean NOT NULL,
      CONSTRAINT reallocated_case_pk PRIMARY KEY (reallocation_id, case_id),
      CONSTRAINT reallocated_case_reallocation_fk FOREIGN KEY (reallocation_id) REFERENCES reallocation (id),
      CONSTRAINT reallocated_case_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE reallocated_case, reallocation`);
  }
}
