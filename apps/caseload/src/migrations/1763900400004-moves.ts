import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a scheme is for and where; cases that moved between schemes and areas (CL-41); hand-overs (CL-18). */
export class Moves1763900400004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE scheme_copy ADD COLUMN min_age integer, ADD COLUMN max_age integer, ADD COLUMN areas text[] NOT NULL DEFAULT '{}'`,
    );
    await runner.query(`CREATE TABLE case_move (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      from_scheme_id uuid NOT NULL,
      to_scheme_id uuid NOT NULL,
      from_area text,
      to_area text,
      from_worker_id uuid,
      allocated_at timestamptz,
      allocate_by timestamptz NOT NULL,
      contact_by timestamptz NOT NULL,
      version integer NOT NULL,
      reason text NOT NULL,
      made_by text NOT NULL,
      made_at timestamptz NOT NULL,
      undone_at timestamptz,
      CONSTRAINT case_move_pk PRIMARY KEY (id),
      CONSTRAINT case_move_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id)
    )`);
    await runner.query(`CREATE INDEX case_move_by_case ON case_move (case_id, made_at)`);
    await runner.query(`CREATE TABLE hand_over (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      to_worker_id uuid,
      to_scheme_id uuid,
      connection_id uuid,
      state text NOT NULL,
      started_at timestamptz NOT NULL,
      confirm_by timestamptz NOT NULL,
      settled_at timestamptz,
      CONSTRAINT hand_over_pk PRIMARY KEY (id),
      CONSTRAINT hand_over_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT hand_over_state_known CHECK (state IN ('waiting', 'confirmed', 'declined', 'declined-by-person', 'withdrawn')),
      CONSTRAINT hand_over_one_receiver CHECK ((to_worker_id IS NULL) <> (connection_id IS NULL)),
      CONSTRAINT hand_over_settled_is_complete CHECK ((state = 'waiting') = (settled_at IS NULL))
    )`);
    await runner.query(`CREATE INDEX hand_over_by_case ON hand_over (case_id, started_at)`);
    await runner.query(`CREATE UNIQUE INDEX hand_over_one_waiting ON hand_over (case_id) WHERE state = 'waiting'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE hand_over, case_move`);
    await runner.query(`ALTER TABLE scheme_copy DROP COLUMN min_age, DROP COLUMN max_age, DROP COLUMN areas`);
  }
}
