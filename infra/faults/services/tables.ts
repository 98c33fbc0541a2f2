import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingMigrations } from '#libs/messaging';
import { auditMigrations, type DatabaseDefinition } from '#libs/platform';

/** What the source has sent, beside the event in its outbox: the truth that all effects are compared with. */
class Sent1763779100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sent (
        subject text NOT NULL,
        number int NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT sent_pkey PRIMARY KEY (subject, number)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sent`);
  }
}

/** One row per handled event, numbered as they are written. Nothing here is unique: a double must be able to show. */
class Effect1763779200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE effect (
        id bigint GENERATED ALWAYS AS IDENTITY,
        topic text NOT NULL,
        subject text NOT NULL,
        sequence int NOT NULL,
        number int NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT effect_pkey PRIMARY KEY (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE effect`);
  }
}

export function sendingDatabase(name: string): DatabaseDefinition {
  return { name, entities: [], migrations: [...auditMigrations, ...messagingMigrations, Sent1763779100000] };
}

export function handlingDatabase(name: string): DatabaseDefinition {
  return { name, entities: [], migrations: [...auditMigrations, ...messagingMigrations, Effect1763779200000] };
}
