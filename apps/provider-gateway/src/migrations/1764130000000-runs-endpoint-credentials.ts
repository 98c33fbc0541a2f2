import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Endpoints' secrets can be rotated with an overlap and endpoints deleted; tests are counted for a provider's quota. */
export class RunsEndpointCredentials1764130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE endpoint ADD COLUMN previous_sealed_secret text, ADD COLUMN previous_until timestamptz`);
    await runner.query(`CREATE INDEX delivery_test ON delivery (endpoint_id, created_at) WHERE type = 'endpoint.test'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX delivery_test`);
    await runner.query(`ALTER TABLE endpoint DROP COLUMN previous_sealed_secret, DROP COLUMN previous_until`);
  }
}
