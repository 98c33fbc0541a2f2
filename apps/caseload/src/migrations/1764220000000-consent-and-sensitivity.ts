import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who said yes for a person under 16, and why (ID-02). Needs that came with a referral become as sensitive as those added by hand (CL-39). */
export class ConsentAndSensitivity1764220000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE consent ADD COLUMN given_by text, ADD COLUMN reason text`);
    await runner.query(`UPDATE case_need SET sensitive = true WHERE code IN ('domestic-abuse', 'substance-use') AND NOT sensitive`);
    await runner.query(`
      UPDATE "case" SET needs = array_remove(array_remove(needs, 'domestic-abuse'), 'substance-use')
      WHERE needs && ARRAY['domestic-abuse', 'substance-use']`);
  }

  /** What was made sensitive stays so: nobody knows any more which need was not. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE consent DROP COLUMN given_by, DROP COLUMN reason`);
  }
}
