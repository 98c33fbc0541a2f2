import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A case's needs, each with its outcome (CL-39), and its risks (CL-23). The database itself refuses to close a case as
 * completed while a need is open, or a risk is active that neither a clinician has signed off nor a refer-back has followed.
 */
export class NeedsAndRisks1763900500002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER case_completed_is_settled ON "case"`);
    await runner.query(`DROP FUNCTION refuse_unsettled_completion()`);
    await runner.query(`DROP TABLE clinical_care_check, case_risk, case_need`);
  }
}

const UP = [
  `CREATE TABLE case_need (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    code text NOT NULL,
    status text NOT NULL,
    sensitive boolean NOT NULL,
    note text,
    added_at timestamptz NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT case_need_pk PRIMARY KEY (id),
    CONSTRAINT case_need_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT case_need_status_known CHECK (status IN ('open', 'resolved', 'ongoing-elsewhere', 'declined'))
  )`,
  `CREATE INDEX case_need_by_case ON case_need (case_id, added_at, id)`,
  `INSERT INTO case_need (id, case_id, code, status, sensitive, added_at, at)
     SELECT gen_random_uuid(), c.id, n.code, CASE WHEN c.status = 'closed' THEN 'resolved' ELSE 'open' END, false, c.opened_at, c.opened_at
     FROM "case" c CROSS JOIN LATERAL (SELECT DISTINCT unnest(c.needs) AS code) n`,
  `CREATE TABLE case_risk (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    code text NOT NULL,
    active boolean NOT NULL,
    note text,
    raised_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    signed_off_at timestamptz,
    signed_off_by text,
    signed_off_name text,
    CONSTRAINT case_risk_pk PRIMARY KEY (id),
    CONSTRAINT case_risk_once UNIQUE (case_id, code),
    CONSTRAINT case_risk_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT case_risk_signed_off_by_somebody CHECK ((signed_off_at IS NULL) = (signed_off_by IS NULL))
  )`,
  `CREATE TABLE clinical_care_check (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    stage text NOT NULL,
    answer text NOT NULL,
    note text,
    at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT clinical_care_check_pk PRIMARY KEY (id),
    CONSTRAINT clinical_care_check_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT clinical_care_check_stage_known CHECK (stage IN ('intake', 'review')),
    CONSTRAINT clinical_care_check_answer_known CHECK (answer IN ('not-indicated', 'in-place', 'sought', 'missing'))
  )`,
  `CREATE INDEX clinical_care_check_by_case ON clinical_care_check (case_id, at, id)`,
  `CREATE FUNCTION refuse_unsettled_completion() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM case_need WHERE case_id = NEW.id AND status = 'open') THEN
      RAISE EXCEPTION 'a case with an open need is not completed' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_completed_needs_settled';
    END IF;
    IF EXISTS (SELECT 1 FROM case_risk r WHERE r.case_id = NEW.id AND r.active AND r.signed_off_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM refer_back b WHERE b.case_id = r.case_id AND b.referred_at >= r.raised_at)) THEN
      RAISE EXCEPTION 'a case with an active risk is not completed' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_completed_risks_settled';
    END IF;
    RETURN NEW;
  END $$`,
  `CREATE TRIGGER case_completed_is_settled BEFORE UPDATE ON "case" FOR EACH ROW
     WHEN (NEW.status = 'closed' AND NEW.closure_reason = 'completed' AND OLD.status <> 'closed') EXECUTE FUNCTION refuse_unsettled_completion()`,
];
