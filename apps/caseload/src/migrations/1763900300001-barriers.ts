import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Barriers of connections (CL-33); answers that came too late; gaps that follow from them, and are resolved with them (CL-32). */
export class Barriers1763900300001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE connection_barrier (
      id uuid NOT NULL,
      connection_id uuid NOT NULL,
      code text NOT NULL,
      note text,
      opened_at timestamptz NOT NULL,
      resolved_at timestamptz,
      resolution text,
      cost_pence integer,
      CONSTRAINT connection_barrier_pk PRIMARY KEY (id),
      CONSTRAINT connection_barrier_connection_fk FOREIGN KEY (connection_id) REFERENCES connection (id),
      CONSTRAINT connection_barrier_code_known CHECK (code IN ('transport', 'money', 'confidence', 'time', 'access', 'culture', 'other')),
      CONSTRAINT connection_barrier_resolved_is_complete CHECK (
        (resolved_at IS NULL) = (resolution IS NULL) AND (resolved_at IS NOT NULL OR cost_pence IS NULL)),
      CONSTRAINT connection_barrier_cost CHECK (cost_pence >= 0)
    )`);
    await runner.query(`CREATE INDEX connection_barrier_by_connection ON connection_barrier (connection_id, opened_at, id)`);
    await runner.query(`CREATE TABLE late_answer (
      id uuid NOT NULL,
      connection_id uuid NOT NULL,
      answer text NOT NULL,
      state text NOT NULL,
      at timestamptz NOT NULL,
      told jsonb NOT NULL,
      CONSTRAINT late_answer_pk PRIMARY KEY (id),
      CONSTRAINT late_answer_connection_fk FOREIGN KEY (connection_id) REFERENCES connection (id)
    )`);
    await runner.query(`CREATE INDEX late_answer_by_connection ON late_answer (connection_id, at, id)`);
    await runner.query(`ALTER TABLE unmet_need ADD COLUMN derived boolean NOT NULL DEFAULT false, ADD COLUMN resolved_at timestamptz`);
    await runner.query(`ALTER TABLE unmet_need ALTER COLUMN derived DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE unmet_need DROP COLUMN derived, DROP COLUMN resolved_at`);
    await runner.query(`DROP TABLE late_answer, connection_barrier`);
  }
}
