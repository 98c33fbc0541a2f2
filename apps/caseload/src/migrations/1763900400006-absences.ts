import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workers who are away, with their cover. */
export class Absences1763900400006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE absence (
      id uuid NOT NULL,
      worker_id uuid NOT NULL,
      cover_worker_id uuid NOT NULL,
      from_on date NOT NULL,
      until_on date NOT NULL,
      reason text NOT NULL,
      ended_at timestamptz,
      CONSTRAINT absence_pk PRIMARY KEY (id),
      CONSTRAINT absence_worker_fk FOREIGN KEY (worker_id) REFERENCES worker (id),
      CONSTRAINT absence_cover_fk FOREIGN KEY (cover_worker_id) REFERENCES worker (id),
      CONSTRAINT absence_reason_known CHECK (reason IN ('leave', 'illness', 'training', 'other')),
      CONSTRAINT absence_ends_after_it_begins CHECK (until_on >= from_on),
      CONSTRAINT absence_cover_is_another CHECK (cover_worker_id <> worker_id),
      CONSTRAINT absence_no_overlap EXCLUDE USING gist (
        numrange(hashtextextended(worker_id::text, 0)::numeric, hashtextextended(worker_id::text, 0)::numeric, '[]') WITH &&,
        daterange(from_on, until_on, '[]') WITH &&) WHERE (ended_at IS NULL)
    )`);
    await runner.query(`CREATE INDEX absence_by_worker ON absence (worker_id, from_on)`);
    await runner.query(`CREATE INDEX absence_by_cover ON absence (cover_worker_id, from_on)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE absence`);
  }
}
