import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose episode it is, by the hub's own id, so that what is told of it is sealed with the person's key. */
export class EpisodePerson1763910000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE episode ADD COLUMN person_id uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE episode DROP COLUMN person_id`);
  }
}
