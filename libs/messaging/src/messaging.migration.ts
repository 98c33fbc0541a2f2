import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outbox, inbox and parking of one service, in its own schema. */
export class Messaging1763771000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SEQUENCE outbox_position`);
    await runner.query(`
      CREATE TABLE outbox_subject (
        topic text NOT NULL,
        subject text NOT NULL,
        sequence bigint NOT NULL,
        CONSTRAINT outbox_subject_pkey PRIMARY KEY (topic, subject)
      ) WITH (fillfactor = 70)`);
    // Rows live for milliseconds: vacuum by count, not by share of the table.
    await runner.query(`
      CREATE TABLE outbox (
        position bigint NOT NULL,
        topic text NOT NULL,
        subject text NOT NULL,
        sequence bigint NOT NULL,
        headers jsonb NOT NULL,
        value bytea NOT NULL,
        added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        refusal text,
        CONSTRAINT outbox_pkey PRIMARY KEY (position)
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
    await runner.query(`CREATE INDEX outbox_refused ON outbox (topic, subject) WHERE refusal IS NOT NULL`);
    await runner.query(`
      CREATE TABLE inbox (
        consumer text NOT NULL,
        event_id text NOT NULL,
        outcome text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id)
      )`);
    await runner.query(`CREATE INDEX inbox_received ON inbox USING brin (received_at)`);
    await runner.query(`
      CREATE TABLE parked_subject (
        consumer text NOT NULL,
        topic text NOT NULL,
        subject text NOT NULL,
        state text NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        error_code text NOT NULL,
        reason text NOT NULL,
        problems jsonb NOT NULL DEFAULT '[]',
        CONSTRAINT parked_subject_pkey PRIMARY KEY (consumer, topic, subject),
        CONSTRAINT parked_subject_state CHECK (state IN ('waiting', 'dead'))
      )`);
    await runner.query(`CREATE INDEX parked_subject_due ON parked_subject (next_attempt_at) WHERE state = 'waiting'`);
    await runner.query(`
      CREATE TABLE parked_message (
        id bigint GENERATED ALWAYS AS IDENTITY,
        consumer text NOT NULL,
        topic text NOT NULL,
        subject text NOT NULL,
        event_id text NOT NULL,
        type text NOT NULL,
        headers jsonb NOT NULL,
        value bytea NOT NULL,
        log_partition int NOT NULL,
        log_offset bigint NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT parked_message_pkey PRIMARY KEY (id),
        CONSTRAINT parked_message_event UNIQUE (consumer, event_id)
      )`);
    await runner.query(`CREATE INDEX parked_message_head ON parked_message (consumer, topic, subject, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['parked_message', 'parked_subject', 'inbox', 'outbox', 'outbox_subject'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP SEQUENCE outbox_position`);
  }
}

/** What operators did with parked and refused messages, and why; only ever appended to. */
export class MessageAct1763771100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE message_act (
        id bigint GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor text NOT NULL,
        act text NOT NULL,
        topic text NOT NULL,
        subject text NOT NULL,
        event_id text NOT NULL,
        reason text NOT NULL,
        CONSTRAINT message_act_pkey PRIMARY KEY (id),
        CONSTRAINT message_act_act CHECK (act IN ('redrive', 'discard', 'resend'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE message_act`);
  }
}

/** Subjects whose records were erased, so that nothing that comes late brings them back. */
export class ErasedSubject1764270000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erased_subject (
        subject text NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT erased_subject_pkey PRIMARY KEY (subject)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE erased_subject`);
  }
}

/** List them first among a service's migrations. */
export const messagingMigrations = [Messaging1763771000000, MessageAct1763771100000, ErasedSubject1764270000000];
