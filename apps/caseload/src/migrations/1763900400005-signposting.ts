import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Brief contacts without a case (CL-30). */
export class Signposting1763900400005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE signposting (
      id uuid NOT NULL,
      organisation_id uuid NOT NULL,
      scheme_id uuid NOT NULL,
      need text NOT NULL,
      area text NOT NULL,
      service_id uuid,
      minutes integer NOT NULL,
      at timestamptz NOT NULL,
      case_id uuid,
      converted_at timestamptz,
      CONSTRAINT signposting_pk PRIMARY KEY (id),
      CONSTRAINT signposting_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT signposting_minutes CHECK (minutes BETWEEN 1 AND 480),
      CONSTRAINT signposting_converted_is_complete CHECK ((case_id IS NULL) = (converted_at IS NULL))
    )`);
    await runner.query(`CREATE INDEX signposting_by_scheme ON signposting (scheme_id, at, id)`);
    await runner.query(`CREATE UNIQUE INDEX signposting_one_case ON signposting (case_id) WHERE case_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE signposting`);
  }
}
