import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemes and services as read models; workers, cases, contacts and connections with the invariants the database keeps itself. */
export class Caseload1763780000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE connection_status, connection, contact, "case", worker, service_copy, scheme_copy`);
  }
}

const TABLES = [
  `CREATE TABLE scheme_copy (
    scheme_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    name text NOT NULL,
    nation text NOT NULL,
    allocate_within_working_days integer NOT NULL,
    contact_within_working_days integer NOT NULL,
    respond_within_working_days integer NOT NULL,
    sequence integer NOT NULL,
    CONSTRAINT scheme_copy_pk PRIMARY KEY (scheme_id)
  )`,
  `CREATE INDEX scheme_copy_organisation ON scheme_copy (organisation_id)`,

  `CREATE TABLE service_copy (
    service_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    provider_name text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    needs text[] NOT NULL,
    status text NOT NULL,
    sequence integer NOT NULL,
    CONSTRAINT service_copy_pk PRIMARY KEY (service_id)
  )`,
  `CREATE INDEX service_copy_by_name ON service_copy (name, service_id)`,

  `CREATE TABLE worker (
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    name text NOT NULL,
    account_subject text,
    scheme_ids uuid[] NOT NULL,
    registered_at timestamptz NOT NULL,
    CONSTRAINT worker_pk PRIMARY KEY (id),
    CONSTRAINT worker_account_unique UNIQUE (organisation_id, account_subject)
  )`,

  `CREATE TABLE "case" (
    id uuid NOT NULL,
    referral_id uuid NOT NULL,
    reference text NOT NULL,
    organisation_id uuid NOT NULL,
    scheme_id uuid NOT NULL,
    sender_id uuid NOT NULL,
    sender_name text NOT NULL,
    priority text NOT NULL,
    needs text[] NOT NULL,
    person jsonb,
    status text NOT NULL,
    worker_id uuid,
    received_at timestamptz NOT NULL,
    opened_at timestamptz NOT NULL,
    allocate_by timestamptz NOT NULL,
    contact_by timestamptz NOT NULL,
    allocated_at timestamptz,
    first_contact_at timestamptz,
    last_kept_at timestamptz,
    last_missed_at timestamptz,
    kept_contacts integer NOT NULL,
    next_action_type text,
    next_action_title text,
    next_action_owner text,
    next_action_due_at timestamptz,
    closed_at timestamptz,
    closure_reason text,
    version integer NOT NULL,
    CONSTRAINT case_pk PRIMARY KEY (id),
    CONSTRAINT case_referral_unique UNIQUE (referral_id),
    CONSTRAINT case_scheme_fk FOREIGN KEY (scheme_id) REFERENCES scheme_copy (scheme_id),
    CONSTRAINT case_worker_fk FOREIGN KEY (worker_id) REFERENCES worker (id),
    CONSTRAINT case_status_known CHECK (status IN ('unallocated', 'allocated', 'supporting', 'handing-over', 'closed')),
    CONSTRAINT case_allocated_xor_unallocated CHECK (status = 'closed' OR (status = 'unallocated') = (worker_id IS NULL)),
    CONSTRAINT case_open_has_next_action CHECK (
      status = 'closed' OR (next_action_type IS NOT NULL AND next_action_title IS NOT NULL AND next_action_title <> ''
        AND next_action_owner IS NOT NULL AND next_action_due_at IS NOT NULL)),
    CONSTRAINT case_next_action_owner CHECK (
      status = 'closed' OR next_action_owner = CASE WHEN status = 'unallocated' THEN 'queue' ELSE 'worker' END),
    CONSTRAINT case_closed_is_complete CHECK ((status = 'closed') = (closed_at IS NOT NULL) AND (status = 'closed') = (closure_reason IS NOT NULL)),
    CONSTRAINT case_closed_has_no_next_action CHECK (status <> 'closed' OR (next_action_type IS NULL AND next_action_due_at IS NULL))
  )`,
  `CREATE INDEX case_by_organisation ON "case" (organisation_id, opened_at, id)`,
  `CREATE INDEX case_by_status ON "case" (organisation_id, status, opened_at, id)`,
  `CREATE INDEX case_by_worker ON "case" (worker_id, opened_at, id)`,
  `CREATE INDEX case_by_scheme ON "case" (scheme_id)`,

  `CREATE TABLE contact (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    mode text NOT NULL,
    outcome text NOT NULL,
    first boolean NOT NULL,
    at timestamptz NOT NULL,
    note text,
    worker_id uuid NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT contact_pk PRIMARY KEY (id),
    CONSTRAINT contact_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT contact_outcome_known CHECK (outcome IN ('kept', 'missed')),
    CONSTRAINT contact_first_was_kept CHECK (outcome = 'kept' OR NOT first)
  )`,
  `CREATE INDEX contact_by_case ON contact (case_id, at, id)`,

  `CREATE TABLE connection (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    service_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    service_name text NOT NULL,
    provider_name text NOT NULL,
    level_of_support text NOT NULL,
    needs text[] NOT NULL,
    consent_to_share boolean NOT NULL,
    task_id uuid,
    state text NOT NULL,
    reason text,
    at timestamptz NOT NULL,
    requested_at timestamptz NOT NULL,
    respond_by timestamptz NOT NULL,
    last_absent_at timestamptz,
    state_count integer NOT NULL,
    CONSTRAINT connection_pk PRIMARY KEY (id),
    CONSTRAINT connection_case_fk FOREIGN KEY (case_id) REFERENCES "case" (id),
    CONSTRAINT connection_state_known CHECK (state IN ('suggested', 'agreed', 'referred', 'accepted', 'waiting-list', 'first-attended', 'attending',
      'paused', 'sustained', 'stopped', 'declined', 'declined-by-person', 'not-available', 'withdrawn')),
    CONSTRAINT connection_level_known CHECK (level_of_support IN ('told', 'introduced', 'accompanied', 'ongoing')),
    CONSTRAINT connection_decline_has_reason CHECK (state NOT IN ('declined', 'not-available', 'declined-by-person') OR reason IS NOT NULL)
  )`,
  `CREATE INDEX connection_by_case ON connection (case_id, requested_at, id)`,

  `CREATE TABLE connection_status (
    connection_id uuid NOT NULL,
    position integer NOT NULL,
    state text NOT NULL,
    reason text,
    at timestamptz NOT NULL,
    CONSTRAINT connection_status_pk PRIMARY KEY (connection_id, position),
    CONSTRAINT connection_status_connection_fk FOREIGN KEY (connection_id) REFERENCES connection (id)
  )`,
];
