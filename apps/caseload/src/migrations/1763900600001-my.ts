import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links to people's own pages, the browsers in which they are open, and what people told there. */
export class My1763900600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE my_link (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      token_hash bytea NOT NULL,
      created_at timestamptz NOT NULL,
      created_by text NOT NULL,
      expires_at timestamptz NOT NULL,
      revoked_at timestamptz,
      code_id uuid,
      code_until timestamptz,
      tries integer NOT NULL,
      codes integer NOT NULL,
      codes_since timestamptz NOT NULL,
      CONSTRAINT my_link_pk PRIMARY KEY (id),
      CONSTRAINT my_link_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT my_link_token_unique UNIQUE (token_hash),
      CONSTRAINT my_link_code_is_complete CHECK ((code_id IS NULL) = (code_until IS NULL))
    )`);
    await runner.query(`CREATE UNIQUE INDEX my_link_one_working ON my_link (case_id) WHERE revoked_at IS NULL`);
    await runner.query(`CREATE TABLE my_session (
      secret_hash bytea NOT NULL,
      link_id uuid NOT NULL,
      expires_at timestamptz NOT NULL,
      CONSTRAINT my_session_pk PRIMARY KEY (secret_hash),
      CONSTRAINT my_session_link_fk FOREIGN KEY (link_id) REFERENCES my_link (id)
    )`);
    await runner.query(`CREATE TABLE my_report (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      action_id uuid NOT NULL,
      kind text NOT NULL,
      words text,
      at timestamptz NOT NULL,
      CONSTRAINT my_report_pk PRIMARY KEY (id),
      CONSTRAINT my_report_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
      CONSTRAINT my_report_action_fk FOREIGN KEY (action_id) REFERENCES action (id),
      CONSTRAINT my_report_kind_known CHECK (kind IN ('nobody-came', 'not-right', 'not-wanted', 'other'))
    )`);
    await runner.query(`CREATE INDEX my_report_by_case ON my_report (case_id, at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE my_report`);
    await runner.query(`DROP TABLE my_session`);
    await runner.query(`DROP TABLE my_link`);
  }
}
