import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Planned contacts, who missed one and why, the person's preferred mode, access needs and tier, and the switch of a scheme to remote contact. */
export class Contacts1763900100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE "case" ADD COLUMN preferred_mode text, ADD COLUMN access_needs jsonb, ADD COLUMN keep_in_touch_tier text,
     ADD CONSTRAINT case_keep_in_touch_tier_known CHECK (keep_in_touch_tier IN ('high', 'medium', 'low'))`,
  `ALTER TABLE contact ADD COLUMN place text, ADD COLUMN missed_by text, ADD COLUMN missed_reason text,
     ADD CONSTRAINT contact_missed_by_known CHECK (missed_by IS NULL OR (outcome = 'missed' AND missed_by IN ('person', 'service'))),
     ADD CONSTRAINT contact_missed_reason_has_who CHECK (missed_reason IS NULL OR missed_by IS NOT NULL)`,
  `CREATE TABLE planned_contact (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    mode text NOT NULL,
    place text,
    at timestamptz NOT NULL,
    agreed_with text,
    mode_reason text,
    adjustments text[] NOT NULL,
    expected_back_at timestamptz,
    colleague_id uuid,
    back_at timestamptz,
    alarmed_at timestamptz,
    remote_mode_id uuid,
    before_remote jsonb,
    planned_by text NOT NULL,
    planned_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT planned_contact_pk PRIMARY KEY (id),
    CONSTRAINT planned_contact_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT planned_contact_state_known CHECK (state IN ('planned', 'kept', 'missed-by-person', 'missed-by-service', 'cancelled')),
    CONSTRAINT planned_contact_purpose_known CHECK (purpose IN ('agreed', 'keep-in-touch')),
    CONSTRAINT planned_contact_settled_has_date CHECK ((state = 'planned') = (settled_at IS NULL)),
    CONSTRAINT planned_contact_visit_is_watched CHECK (mode <> 'home-visit' OR (expected_back_at IS NOT NULL AND colleague_id IS NOT NULL))
  )`,
  `CREATE INDEX planned_contact_by_case ON planned_contact (case_id, at, id)`,
  `CREATE INDEX planned_contact_open ON planned_contact (at, id) WHERE state = 'planned'`,
  `CREATE INDEX planned_contact_visit_out ON planned_contact (expected_back_at, id)
     WHERE mode = 'home-visit' AND back_at IS NULL AND state <> 'missed-by-service' AND (state <> 'cancelled' OR settled_at >= at)`,
  `CREATE INDEX planned_contact_by_remote_mode ON planned_contact (remote_mode_id) WHERE remote_mode_id IS NOT NULL`,
  `CREATE UNIQUE INDEX planned_contact_one_keep_in_touch ON planned_contact (case_id) WHERE state = 'planned' AND purpose = 'keep-in-touch'`,
  `CREATE TABLE remote_mode (
    id uuid NOT NULL,
    scheme_id uuid NOT NULL,
    from_at timestamptz NOT NULL,
    until_at timestamptz,
    mode text NOT NULL,
    started_by text NOT NULL,
    started_at timestamptz NOT NULL,
    undone_by text,
    undone_at timestamptz,
    CONSTRAINT remote_mode_pk PRIMARY KEY (id),
    CONSTRAINT remote_mode_mode_known CHECK (mode IN ('phone', 'video')),
    CONSTRAINT remote_mode_ends_after_start CHECK (until_at IS NULL OR until_at > from_at),
    CONSTRAINT remote_mode_undone_is_complete CHECK ((undone_at IS NULL) = (undone_by IS NULL))
  )`,
  `CREATE INDEX remote_mode_by_scheme ON remote_mode (scheme_id, started_at)`,
];

const DOWN = [
  `DROP TABLE remote_mode`,
  `DROP TABLE planned_contact`,
  `ALTER TABLE contact DROP COLUMN place, DROP COLUMN missed_by, DROP COLUMN missed_reason`,
  `ALTER TABLE "case" DROP COLUMN preferred_mode, DROP COLUMN access_needs, DROP COLUMN keep_in_touch_tier`,
];
