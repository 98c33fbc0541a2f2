import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The embedded bus: an append-only log with gap-free offsets, and who has read how far. */
export class EmbeddedBus1763772000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE partition_head (
        topic text NOT NULL,
        partition int NOT NULL,
        next_offset bigint NOT NULL DEFAULT 0,
        CONSTRAINT partition_head_pkey PRIMARY KEY (topic, partition)
      ) WITH (fillfactor = 50)`);
    await runner.query(`
      CREATE TABLE event_log (
        topic text NOT NULL,
        partition int NOT NULL,
        "offset" bigint NOT NULL,
        key text NOT NULL,
        headers jsonb NOT NULL,
        value bytea NOT NULL,
        appended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT event_log_pkey PRIMARY KEY (topic, partition, "offset")
      )`);
    await runner.query(`
      CREATE TABLE group_member (
        "group" text NOT NULL,
        member uuid NOT NULL,
        topics text[] NOT NULL,
        lease_until timestamptz NOT NULL,
        CONSTRAINT group_member_pkey PRIMARY KEY ("group", member)
      )`);
    await runner.query(`
      CREATE TABLE group_partition (
        "group" text NOT NULL,
        topic text NOT NULL,
        partition int NOT NULL,
        next_offset bigint NOT NULL,
        member uuid,
        lease_until timestamptz,
        CONSTRAINT group_partition_pkey PRIMARY KEY ("group", topic, partition)
      ) WITH (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['group_partition', 'group_member', 'event_log', 'partition_head']) await runner.query(`DROP TABLE ${table}`);
  }
}
