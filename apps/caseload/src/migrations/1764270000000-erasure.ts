import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agreed plan may go with its whole case, when that is erased (GV-08); a gap stays counted without the case it was found in. */
export class CaseloadErasure1764270000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE unmet_need ALTER COLUMN case_id DROP NOT NULL`);
    await runner.query(`CREATE OR REPLACE FUNCTION plan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND current_setting('caseload.erasing', true) = 'on' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'An agreed plan does not change' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plan_agreed_is_immutable';
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE FUNCTION plan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'An agreed plan does not change' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'plan_agreed_is_immutable';
      END $$`);
    await runner.query(`DELETE FROM unmet_need WHERE case_id IS NULL`);
    await runner.query(`ALTER TABLE unmet_need ALTER COLUMN case_id SET NOT NULL`);
  }
}
