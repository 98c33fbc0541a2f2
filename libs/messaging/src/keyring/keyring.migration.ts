import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key for each person, wrapped; an erased person keeps the row and the date, not the key. */
export class Keyring1763773000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Updates are erasures and rotations only: vacuum after each, so that no dead row keeps a wrapped key for long.
    await runner.query(`
      CREATE TABLE person_key (
        key_id uuid NOT NULL,
        person_id uuid NOT NULL,
        wrapped text,
        environment_kid text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        erased_at timestamptz,
        CONSTRAINT person_key_pkey PRIMARY KEY (key_id),
        CONSTRAINT person_key_person UNIQUE (person_id),
        CONSTRAINT person_key_erased CHECK (
          num_nonnulls(wrapped, environment_kid) = CASE WHEN erased_at IS NULL THEN 2 ELSE 0 END)
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0)`);
    await runner.query(`CREATE INDEX person_key_environment_kid ON person_key (environment_kid, key_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE person_key`);
  }
}
