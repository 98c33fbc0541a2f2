import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How workers are employed (CL-26, CL-27). A worker has at most one employment at a host on any day. */
export class Employments1763900400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const pair = `hashtextextended(worker_id::text || host_id::text, 0)::numeric`;
    await runner.query(`CREATE TABLE employment (
      id uuid NOT NULL,
      worker_id uuid NOT NULL,
      role text NOT NULL,
      title text NOT NULL,
      employer_id uuid NOT NULL,
      employer_name text NOT NULL,
      host_id uuid NOT NULL,
      host_name text NOT NULL,
      wte numeric(3,2) NOT NULL,
      valid_from date NOT NULL,
      valid_until date,
      CONSTRAINT employment_pk PRIMARY KEY (id),
      CONSTRAINT employment_worker_fk FOREIGN KEY (worker_id) REFERENCES worker (id),
      CONSTRAINT employment_role_known CHECK (role IN ('link-worker', 'other')),
      CONSTRAINT employment_wte CHECK (wte > 0 AND wte <= 1),
      CONSTRAINT employment_ends_after_it_begins CHECK (valid_until >= valid_from),
      CONSTRAINT employment_no_overlap EXCLUDE USING gist (
        numrange(${pair}, ${pair}, '[]') WITH &&, daterange(valid_from, valid_until, '[]') WITH &&)
    )`);
    await runner.query(`CREATE INDEX employment_by_worker ON employment (worker_id, valid_from)`);
    await runner.query(`CREATE INDEX employment_by_employer ON employment (employer_id, worker_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE employment`);
  }
}
