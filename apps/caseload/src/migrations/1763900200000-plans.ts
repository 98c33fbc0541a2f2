import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans with their versions; an agreed one never changes again, whoever asks (CL-08). */
export class Plans1763900200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE plan`);
    await runner.query(`DROP FUNCTION plan_refuse_change`);
  }
}

const UP = [
  `CREATE TABLE plan (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    revision integer NOT NULL,
    what_matters jsonb NOT NULL,
    connections jsonb NOT NULL,
    expectations jsonb NOT NULL,
    self_care jsonb NOT NULL,
    assets jsonb NOT NULL,
    goals jsonb NOT NULL,
    actions jsonb NOT NULL,
    contributors jsonb NOT NULL,
    agreed_on date,
    how_given text,
    given_by text,
    copy_offered boolean,
    agreed_at timestamptz,
    recorded_by text,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT plan_pk PRIMARY KEY (id),
    CONSTRAINT plan_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT plan_version_once UNIQUE (case_id, version),
    CONSTRAINT plan_state_known CHECK (state IN ('draft', 'agreed')),
    CONSTRAINT plan_agreed_has_what_matters CHECK (state = 'draft' OR what_matters <> '{}'::jsonb),
    CONSTRAINT plan_agreed_is_complete CHECK (state = 'draft' OR (agreed_on IS NOT NULL AND how_given IS NOT NULL AND given_by IS NOT NULL
      AND copy_offered IS NOT NULL AND agreed_at IS NOT NULL AND recorded_by IS NOT NULL AND contributors <> '[]'::jsonb))
  )`,
  `CREATE UNIQUE INDEX plan_one_draft ON plan (case_id) WHERE state = 'draft'`,
  `CREATE FUNCTION plan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'An agreed plan does not change' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plan_agreed_is_immutable';
   END $$`,
  `CREATE TRIGGER plan_agreed_is_immutable BEFORE UPDATE OR DELETE ON plan FOR EACH ROW WHEN (OLD.state = 'agreed') EXECUTE FUNCTION plan_refuse_change()`,
];
