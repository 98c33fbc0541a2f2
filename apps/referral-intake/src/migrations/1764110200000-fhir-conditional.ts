import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One resource for each condition (`ifNoneExist`) that created one, whatever two requests do at once. */
export class FhirConditional1764110200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE resource_identifier ADD COLUMN conditional boolean NOT NULL DEFAULT false`);
    await runner.query(
      `CREATE UNIQUE INDEX resource_identifier_conditional ON resource_identifier (sender_id, type, system, value) WHERE conditional`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX resource_identifier_conditional`);
    await runner.query(`ALTER TABLE resource_identifier DROP COLUMN conditional`);
  }
}
