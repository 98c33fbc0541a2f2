import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often whom was answered in a minute, for the instances of a service to know of one another. After a crash it is empty: nothing rests on it. */
export class CallCount1764190000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE call_count (
        key bytea NOT NULL,
        minute integer NOT NULL,
        calls integer NOT NULL,
        CONSTRAINT call_count_pkey PRIMARY KEY (minute, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE call_count`);
  }
}

export const rateLimitMigrations = [CallCount1764190000000];
