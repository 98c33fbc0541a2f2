import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each service's own audit trail (GV-02): appended in the transaction of the act, never changed. */
export class AuditEntry1763770000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor text NOT NULL,
        organisation_id uuid,
        action text NOT NULL,
        entity text NOT NULL,
        entity_id text NOT NULL,
        correlation_id text NOT NULL
      )`);
    await runner.query(`CREATE INDEX audit_entry_entity ON audit_entry (entity, entity_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE audit_entry`);
  }
}

/**
 * From here on the trail stands in a schema of the database's owner (`infra/postgres/audit-trail.ts`), where the service's role adds and reads
 * and does nothing else; what the table had is carried there. `audit_entry` is the service's window on it: sealed and not yet sealed, and a
 * process of the version before still writes through it.
 */
export class AuditTrail1764260000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [{ kept, there }] = (await runner.query(
      `SELECT current_schema() || '_audit' AS kept, to_regnamespace(current_schema() || '_audit') IS NOT NULL AS there`,
    )) as [{ kept: string; there: boolean }];
    if (!there) {
      throw new Error(
        `The schema ${kept} is missing: the database's owner makes it, by "npm run migrate" with DATABASE_URL or by the compose file's step "schemas".`,
      );
    }
    const columns = 'id, at, actor, organisation_id, through, action, entity, entity_id, operation, outcome, correlation_id';
    await runner.query(`SELECT ${kept}.carry()`);
    await runner.query(`DROP TABLE audit_entry`);
    await runner.query(`CREATE VIEW audit_entry AS SELECT ${columns} FROM ${kept}.entry UNION ALL SELECT ${columns} FROM ${kept}.unsealed`);
    await runner.query(`
      CREATE RULE audit_entry_written AS ON INSERT TO audit_entry DO INSTEAD
      INSERT INTO ${kept}.unsealed (actor, organisation_id, through, action, entity, entity_id, operation, outcome, correlation_id)
      VALUES (NEW.actor, NEW.organisation_id, NEW.through, NEW.action, NEW.entity, NEW.entity_id, NEW.operation, NEW.outcome, NEW.correlation_id)`);
    await runner.query(`ALTER VIEW audit_entry ALTER COLUMN outcome SET DEFAULT 'done'`);
  }

  /** What was written since stays in the trail, and out of the table. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW audit_entry`);
    await new AuditEntry1763770000000().up(runner);
  }
}

export const auditMigrations = [AuditEntry1763770000000, AuditTrail1764260000000];
