import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stored actions beside the derived ones; a case's next action may have any of their owners, and says which action it is (CL-13). */
export class Actions1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE action (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    type text NOT NULL,
    title text NOT NULL,
    owner_kind text NOT NULL,
    owner_id uuid,
    due_at timestamptz NOT NULL,
    source text,
    created_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    done_by text,
    outcome text,
    CONSTRAINT action_pk PRIMARY KEY (id),
    CONSTRAINT action_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT action_has_title CHECK (title <> ''),
    CONSTRAINT action_owner_known CHECK (owner_kind IN ('worker', 'supervisor', 'clinician', 'cover', 'lead')),
    CONSTRAINT action_done_is_complete CHECK ((done_at IS NULL) = (done_by IS NULL) AND (done_at IS NULL) = (outcome IS NULL))
  )`,
  `CREATE INDEX action_open_by_case ON action (case_id, due_at, id) WHERE done_at IS NULL`,
  `CREATE INDEX action_by_case ON action (case_id, created_at, id)`,
  `ALTER TABLE "case" ADD COLUMN next_action_owner_id uuid, ADD COLUMN next_action_id uuid, ADD COLUMN review_by timestamptz`,
  `ALTER TABLE "case" DROP CONSTRAINT case_next_action_owner`,
  `ALTER TABLE "case" ADD CONSTRAINT case_next_action_owner CHECK (status = 'closed' OR CASE WHEN status = 'unallocated'
     THEN next_action_owner <> 'worker' OR next_action_owner_id IS NOT NULL ELSE next_action_owner <> 'queue' END)`,
  `ALTER TABLE "case" ADD CONSTRAINT case_next_action_owner_known
     CHECK (next_action_owner IN ('queue', 'worker', 'supervisor', 'clinician', 'cover', 'lead'))`,
];

const DOWN = [
  `ALTER TABLE "case" DROP CONSTRAINT case_next_action_owner_known`,
  `ALTER TABLE "case" DROP CONSTRAINT case_next_action_owner`,
  `ALTER TABLE "case" ADD CONSTRAINT case_next_action_owner CHECK (
     status = 'closed' OR next_action_owner = CASE WHEN status = 'unallocated' THEN 'queue' ELSE 'worker' END)`,
  `ALTER TABLE "case" DROP COLUMN next_action_owner_id, DROP COLUMN next_action_id, DROP COLUMN review_by`,
  `DROP TABLE action`,
];
