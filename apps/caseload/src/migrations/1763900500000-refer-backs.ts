import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases sent back to a health professional, and who acknowledged that (CL-22). */
export class ReferBacks1763900500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE refer_back (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      kind text NOT NULL,
      reason text NOT NULL,
      "to" text NOT NULL,
      note text,
      referred_at timestamptz NOT NULL,
      referred_by text NOT NULL,
      acknowledge_by timestamptz NOT NULL,
      escalations integer NOT NULL,
      acknowledged_at timestamptz,
      acknowledged_by text,
      acknowledged_name text,
      acknowledged_organisation_id uuid,
      CONSTRAINT refer_back_pk PRIMARY KEY (id),
      CONSTRAINT refer_back_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT refer_back_kind_known CHECK (kind IN ('crisis')),
      CONSTRAINT refer_back_to_known CHECK ("to" IN ('practice', 'scheme')),
      CONSTRAINT refer_back_acknowledged_by_somebody CHECK (
        (acknowledged_at IS NULL) = (acknowledged_by IS NULL) AND (acknowledged_at IS NULL) = (acknowledged_organisation_id IS NULL))
    )`);
    await runner.query(`CREATE INDEX refer_back_by_case ON refer_back (case_id, referred_at, id)`);
    await runner.query(`CREATE INDEX refer_back_waiting ON refer_back (referred_at, id) WHERE acknowledged_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE refer_back`);
  }
}
