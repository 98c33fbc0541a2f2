import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Connections in steps: asked when, moved by whom, paused from where, and how the person would get there (CL-31, CL-34). */
export class ConnectionSteps1763900300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE connection
      ADD COLUMN asked_at timestamptz,
      ADD COLUMN moved_by text NOT NULL DEFAULT 'provider',
      ADD COLUMN paused_from text,
      ADD COLUMN travel jsonb,
      ADD CONSTRAINT connection_paused_from CHECK ((state = 'paused') = (paused_from IS NOT NULL)),
      ADD CONSTRAINT connection_mover_known CHECK (moved_by IN ('hub', 'provider'))`);
    await runner.query(
      `UPDATE connection SET asked_at = requested_at, moved_by = CASE WHEN state IN ('referred', 'withdrawn') THEN 'hub' ELSE 'provider' END`,
    );
    await runner.query(`ALTER TABLE connection ALTER COLUMN moved_by DROP DEFAULT`);
    await runner.query(`CREATE INDEX connection_live_by_service ON connection (service_id, case_id)
      WHERE state NOT IN ('sustained', 'stopped', 'declined', 'declined-by-person', 'not-available', 'withdrawn')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX connection_live_by_service`);
    await runner.query(`ALTER TABLE connection DROP COLUMN asked_at, DROP COLUMN moved_by, DROP COLUMN paused_from, DROP COLUMN travel`);
  }
}
