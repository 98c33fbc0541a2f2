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

export const auditMigrations = [AuditEntry1763770000000];
