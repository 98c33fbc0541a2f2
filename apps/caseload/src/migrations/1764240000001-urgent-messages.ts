import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is written to staff at once, and the worker whom an alert asks to act. */
export class UrgentMessages1764240000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE urgent_message (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      source text NOT NULL,
      occasion text NOT NULL,
      part text NOT NULL,
      name text NOT NULL,
      channel text NOT NULL,
      address text NOT NULL,
      subject text NOT NULL,
      text text NOT NULL,
      state text NOT NULL,
      why text,
      attempts integer NOT NULL,
      queued_at timestamptz NOT NULL,
      next_try_at timestamptz NOT NULL,
      claim uuid,
      settled_at timestamptz,
      CONSTRAINT urgent_message_pk PRIMARY KEY (id),
      CONSTRAINT urgent_message_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT urgent_message_part_known CHECK (part IN ('clinician', 'supervisor', 'lead')),
      CONSTRAINT urgent_message_channel_known CHECK (channel IN ('sms', 'email')),
      CONSTRAINT urgent_message_state_known CHECK (state IN ('queued', 'sent', 'failed', 'skipped')),
      CONSTRAINT urgent_message_settled_has_date CHECK ((state = 'queued') = (settled_at IS NULL))
    )`);
    await runner.query(`CREATE INDEX urgent_message_by_source ON urgent_message (source, queued_at, id)`);
    await runner.query(`CREATE INDEX urgent_message_by_case ON urgent_message (case_id)`);
    await runner.query(`CREATE INDEX urgent_message_due ON urgent_message (channel, next_try_at, id) WHERE state = 'queued'`);
    await runner.query(`ALTER TABLE alert ADD COLUMN asked_worker_id uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE alert DROP COLUMN asked_worker_id`);
    await runner.query(`DROP TABLE urgent_message`);
  }
}
