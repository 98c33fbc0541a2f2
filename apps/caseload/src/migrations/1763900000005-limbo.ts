import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a case is in limbo, by reason, and the indexes by which a worker's, a scheme's and an organisation's list is read. */
export class Limbo1763900000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const COLUMNS = ['overdue_at', 'not_contacted_at', 'provider_late_at', 'blocked_late_at', 'hand_over_late_at', 'crisis_late_at'];

// Without a next action, nobody can say since when: the case counts from its opening.
const SINCE = `(LEAST(${COLUMNS.join(', ')}, CASE WHEN next_action_type IS NULL THEN opened_at END))`;

const UP = [
  `ALTER TABLE "case" ${COLUMNS.map((column) => `ADD COLUMN ${column} timestamptz`).join(', ')}`,
  `UPDATE "case" SET overdue_at = next_action_due_at WHERE status <> 'closed'`,
  `CREATE INDEX case_limbo_by_worker ON "case" (worker_id, ${SINCE}, id) WHERE status <> 'closed'`,
  `CREATE INDEX case_limbo_by_scheme ON "case" (scheme_id, ${SINCE}, id) WHERE status <> 'closed'`,
  `CREATE INDEX case_limbo_by_organisation ON "case" (organisation_id, ${SINCE}, id) WHERE status <> 'closed'`,
];

const DOWN = [
  `DROP INDEX case_limbo_by_organisation, case_limbo_by_scheme, case_limbo_by_worker`,
  `ALTER TABLE "case" ${COLUMNS.map((column) => `DROP COLUMN ${column}`).join(', ')}`,
];
