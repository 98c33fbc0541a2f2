import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the person has said about each purpose of their data; every word stays on record (GV-01). */
export class Consents1763900500001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE consent (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      position integer NOT NULL,
      purpose text NOT NULL,
      decision text NOT NULL,
      at timestamptz NOT NULL,
      how_given text NOT NULL,
      by_whom text NOT NULL,
      recorded_by text NOT NULL,
      recorded_at timestamptz NOT NULL,
      CONSTRAINT consent_pk PRIMARY KEY (id),
      CONSTRAINT consent_in_order UNIQUE (case_id, position),
      CONSTRAINT consent_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT consent_decision_known CHECK (decision IN ('given', 'refused', 'withdrawn'))
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE consent`);
  }
}
