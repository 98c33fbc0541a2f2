import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the operators must look at: messages that stand still until somebody acts, and how it ended. */
export class FhirAlerts1764110100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alert (
        id uuid NOT NULL,
        code text NOT NULL,
        owner text NOT NULL,
        consumer text NOT NULL,
        topic text NOT NULL,
        subject text NOT NULL,
        event_id text NOT NULL,
        type text NOT NULL,
        error_code text NOT NULL,
        raised_at timestamptz NOT NULL,
        closed_at timestamptz,
        outcome text,
        CONSTRAINT alert_pk PRIMARY KEY (id),
        CONSTRAINT alert_ends_with_an_outcome CHECK ((closed_at IS NULL) = (outcome IS NULL))
      )`);
    await runner.query(`CREATE UNIQUE INDEX alert_open ON alert (consumer, topic, subject) WHERE closed_at IS NULL`);
    await runner.query(`CREATE INDEX alert_raised ON alert (raised_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE alert`);
  }
}
