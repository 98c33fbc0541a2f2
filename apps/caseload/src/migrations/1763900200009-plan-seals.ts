import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A checksum of every agreed plan version, made when it is agreed: a change that got past the trigger is found by the nightly check. */
export class PlanSeals1763900200009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER plan_sealed_when_agreed ON plan`);
    await runner.query(`DROP FUNCTION plan_seal_agreed`);
    await runner.query(`DROP FUNCTION plan_checksum(plan)`);
    await runner.query(`DROP TABLE plan_seal`);
  }
}

const UP = [
  `CREATE TABLE plan_seal (
    plan_id uuid NOT NULL,
    case_id uuid NOT NULL,
    checksum text NOT NULL,
    CONSTRAINT plan_seal_pk PRIMARY KEY (plan_id),
    CONSTRAINT plan_seal_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id)
  )`,
  `CREATE FUNCTION plan_checksum(p plan) RETURNS text LANGUAGE sql STABLE AS $$
     SELECT md5(jsonb_build_array(p.case_id, p.version, p.state, p.what_matters, p.connections, p.expectations, p.self_care, p.assets, p.goals,
       p.actions, p.contributors, p.agreed_on, p.how_given, p.given_by, p.copy_offered, p.recorded_by)::text) $$`,
  `CREATE FUNCTION plan_seal_agreed() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     INSERT INTO plan_seal (plan_id, case_id, checksum) VALUES (NEW.id, NEW.case_id, plan_checksum(NEW)) ON CONFLICT (plan_id) DO NOTHING;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER plan_sealed_when_agreed AFTER INSERT OR UPDATE ON plan FOR EACH ROW WHEN (NEW.state = 'agreed') EXECUTE FUNCTION plan_seal_agreed()`,
  `INSERT INTO plan_seal (plan_id, case_id, checksum) SELECT p.id, p.case_id, plan_checksum(p) FROM plan p WHERE p.state = 'agreed'`,
];
