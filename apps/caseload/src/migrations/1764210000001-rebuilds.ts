import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The longest that schemes have promised, what was put right of cases, and each scheme's cases worked out anew once. */
export class Rebuilds1764210000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const what of ['allocate', 'contact', 'respond'])
      await queryRunner.query(`ALTER TABLE scheme_copy ADD COLUMN longest_${what}_within integer NOT NULL DEFAULT 0`);
    await queryRunner.query(
      `UPDATE scheme_copy SET longest_allocate_within = allocate_within_working_days, longest_contact_within = contact_within_working_days,
         longest_respond_within = respond_within_working_days`,
    );
    await queryRunner.query(`
      CREATE TABLE rebuilt_case (
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        changes jsonb NOT NULL,
        CONSTRAINT rebuilt_case_pk PRIMARY KEY (id)
      )`);
    await queryRunner.query(`CREATE INDEX rebuilt_case_by_case ON rebuilt_case (case_id, made_at)`);
    await queryRunner.query(
      `INSERT INTO timer (id, kind, subject_id, due_at, data, next_try_at)
       SELECT gen_random_uuid(), 'scheme.changed', scheme_id::text, now(), '{}', now() FROM scheme_copy`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM timer WHERE kind = 'scheme.changed'`);
    await queryRunner.query(`DROP TABLE rebuilt_case`);
    for (const what of ['allocate', 'contact', 'respond'])
      await queryRunner.query(`ALTER TABLE scheme_copy DROP COLUMN longest_${what}_within`);
  }
}
