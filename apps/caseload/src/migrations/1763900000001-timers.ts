import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Timers that survive restarts and fire once over several instances. */
export class Timers1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE timer (
      id uuid NOT NULL,
      kind text NOT NULL,
      subject_id text NOT NULL,
      due_at timestamptz NOT NULL,
      data jsonb NOT NULL,
      next_try_at timestamptz NOT NULL,
      claim uuid,
      attempts integer NOT NULL DEFAULT 0,
      last_error text,
      CONSTRAINT timer_pk PRIMARY KEY (id),
      CONSTRAINT timer_one_per_subject UNIQUE (kind, subject_id)
    )`);
    await runner.query(`CREATE INDEX timer_by_next_try ON timer (next_try_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE timer`);
  }
}
