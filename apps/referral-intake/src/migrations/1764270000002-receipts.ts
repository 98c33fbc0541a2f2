import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests that are told by several events, or only counted; and copies of a person's records, until they are downloaded. */
export class Receipts1764270000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE records_request ADD COLUMN dry_run boolean NOT NULL DEFAULT false, ADD COLUMN events integer NOT NULL DEFAULT 1,
        ALTER COLUMN reason DROP NOT NULL, ADD CONSTRAINT records_request_has_reason CHECK (kind = 'retention' OR reason IS NOT NULL)`);
    await runner.query(
      `UPDATE records_request r SET events = 0 WHERE NOT EXISTS (SELECT 1 FROM records_answer a WHERE a.request_id = r.id)`,
    );
    await runner.query(`ALTER TABLE records_request ALTER COLUMN dry_run DROP DEFAULT, ALTER COLUMN events DROP DEFAULT`);
    await runner.query(`ALTER TABLE records_answer ADD COLUMN more boolean NOT NULL DEFAULT false, ADD COLUMN copy text`);
    await runner.query(`ALTER TABLE records_answer ALTER COLUMN more DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE records_answer DROP COLUMN more, DROP COLUMN copy`);
    await runner.query(`UPDATE records_request SET reason = '' WHERE reason IS NULL`);
    await runner.query(`
      ALTER TABLE records_request DROP CONSTRAINT records_request_has_reason, ALTER COLUMN reason SET NOT NULL, DROP COLUMN dry_run, DROP COLUMN events`);
  }
}
