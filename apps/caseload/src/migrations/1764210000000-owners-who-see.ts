import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Looks once at every worker with an employment on record: who can no longer see a case does not own it. */
export class OwnersWhoSee1764210000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `INSERT INTO timer (id, kind, subject_id, due_at, data, next_try_at)
       SELECT gen_random_uuid(), 'worker.access', worker_id::text, now(), '{}', now() FROM employment GROUP BY worker_id`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM timer WHERE kind = 'worker.access'`);
  }
}
