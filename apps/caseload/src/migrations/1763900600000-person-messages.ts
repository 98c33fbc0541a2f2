import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is written to people, how they want it, and the words of each organisation. */
export class PersonMessages1763900600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE person_message (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      template text NOT NULL,
      channel text,
      language text NOT NULL,
      data jsonb NOT NULL,
      state text NOT NULL,
      why text,
      attempts integer NOT NULL,
      queued_at timestamptz NOT NULL,
      next_try_at timestamptz NOT NULL,
      claim uuid,
      settled_at timestamptz,
      CONSTRAINT person_message_pk PRIMARY KEY (id),
      CONSTRAINT person_message_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT person_message_state_known CHECK (state IN ('queued', 'sent', 'failed', 'skipped')),
      CONSTRAINT person_message_channel_known CHECK (channel IN ('sms', 'email')),
      CONSTRAINT person_message_language_known CHECK (language IN ('en', 'cy')),
      CONSTRAINT person_message_has_way_or_reason CHECK (CASE WHEN state = 'skipped' THEN why IS NOT NULL ELSE channel IS NOT NULL END),
      CONSTRAINT person_message_settled_has_date CHECK ((state = 'queued') = (settled_at IS NULL))
    )`);
    await runner.query(`CREATE INDEX person_message_by_case ON person_message (case_id, queued_at, id)`);
    await runner.query(`CREATE INDEX person_message_due ON person_message (channel, next_try_at, id) WHERE state = 'queued'`);
    await runner.query(`CREATE TABLE message_preference (
      case_id uuid NOT NULL,
      channel text,
      language text,
      CONSTRAINT message_preference_pk PRIMARY KEY (case_id),
      CONSTRAINT message_preference_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT message_preference_channel_known CHECK (channel IN ('sms', 'email', 'none')),
      CONSTRAINT message_preference_language_known CHECK (language IN ('en', 'cy'))
    )`);
    await runner.query(`CREATE TABLE text_override (
      organisation_id uuid NOT NULL,
      key text NOT NULL,
      language text NOT NULL,
      text text NOT NULL,
      changed_at timestamptz NOT NULL,
      changed_by text NOT NULL,
      CONSTRAINT text_override_pk PRIMARY KEY (organisation_id, key, language),
      CONSTRAINT text_override_language_known CHECK (language IN ('en', 'cy')),
      CONSTRAINT text_override_not_empty CHECK (text <> '')
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE text_override`);
    await runner.query(`DROP TABLE message_preference`);
    await runner.query(`DROP TABLE person_message`);
  }
}
