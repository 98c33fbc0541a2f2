import type { MigrationInterface, QueryRunner } from 'typeorm';

/** First answers of writes that came with an `Idempotency-Key`: hashes in clear, the answer sealed by the key itself. */
export class IdempotencyKey1763770000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_key (
        id bytea PRIMARY KEY,
        request_hash bytea NOT NULL,
        answer bytea NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX idempotency_key_at ON idempotency_key (at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_key`);
  }
}

export const idempotencyMigrations = [IdempotencyKey1763770000001];
