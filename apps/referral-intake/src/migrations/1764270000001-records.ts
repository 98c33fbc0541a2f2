import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What privacy officers ask for on people's records, what each service answers, and legal holds (GV-03, GV-08). */
export class Records1764270000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE records_request (
        id uuid NOT NULL,
        kind text NOT NULL,
        person_id uuid,
        organisation_id uuid,
        reason text NOT NULL,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        CONSTRAINT records_request_pk PRIMARY KEY (id),
        CONSTRAINT records_request_kind_known CHECK (kind IN ('erasure', 'retention', 'access', 'correction')),
        CONSTRAINT records_request_of_person CHECK (kind = 'retention' OR (person_id IS NOT NULL AND organisation_id IS NOT NULL))
      )`);
    await runner.query(`CREATE UNIQUE INDEX records_request_erased_once ON records_request (person_id) WHERE kind = 'erasure'`);
    await runner.query(`CREATE INDEX records_request_requested ON records_request (kind, requested_at, id)`);
    await runner.query(`
      INSERT INTO records_request (id, kind, person_id, organisation_id, reason, requested_by, requested_at)
      SELECT gen_random_uuid(), 'erasure', person_id, organisation_id, reason, requested_by, requested_at FROM erasure`);
    await runner.query(`DROP TABLE erasure`);
    await runner.query(`
      CREATE TABLE records_answer (
        id bigint GENERATED ALWAYS AS IDENTITY,
        request_id uuid NOT NULL,
        service text NOT NULL,
        at timestamptz NOT NULL,
        done jsonb NOT NULL,
        kept jsonb NOT NULL,
        CONSTRAINT records_answer_pk PRIMARY KEY (id),
        CONSTRAINT records_answer_request_fk FOREIGN KEY (request_id) REFERENCES records_request (id)
      )`);
    await runner.query(`CREATE INDEX records_answer_request ON records_answer (request_id)`);
    await runner.query(`
      CREATE TABLE legal_hold (
        id bigint GENERATED ALWAYS AS IDENTITY,
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        reason text NOT NULL,
        placed_by text NOT NULL,
        placed_at timestamptz NOT NULL,
        ended_at timestamptz,
        ended_by text,
        end_reason text,
        CONSTRAINT legal_hold_pk PRIMARY KEY (id),
        CONSTRAINT legal_hold_ended_is_complete CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (end_reason IS NULL))
      )`);
    await runner.query(`CREATE UNIQUE INDEX legal_hold_one ON legal_hold (person_id, organisation_id) WHERE ended_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE legal_hold, records_answer`);
    await runner.query(`
      CREATE TABLE erasure (
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        reason text NOT NULL,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT erasure_pk PRIMARY KEY (person_id)
      )`);
    await runner.query(`
      INSERT INTO erasure (person_id, organisation_id, reason, requested_by, requested_at)
      SELECT person_id, organisation_id, reason, requested_by, requested_at FROM records_request WHERE kind = 'erasure'`);
    await runner.query(`DROP TABLE records_request`);
  }
}
