import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where messages cannot be handled just now: identifiers and codes, gone when it is over. */
export class Standstill1763790000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE standstill (
        consumer text NOT NULL,
        topic text NOT NULL,
        subject text NOT NULL,
        event_id text NOT NULL,
        type text NOT NULL,
        state text NOT NULL,
        error_code text NOT NULL,
        attempts int NOT NULL,
        since timestamptz NOT NULL,
        CONSTRAINT standstill_pk PRIMARY KEY (consumer, topic, subject)
      )`);
    await runner.query(`CREATE INDEX standstill_subject ON standstill (subject)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE standstill`);
  }
}
