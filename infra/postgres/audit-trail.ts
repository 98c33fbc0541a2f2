import { escapeIdentifier } from 'pg';

/** Databases that keep no audit trail: the embedded bus, the keys of persons. */
const WITHOUT_TRAIL: readonly string[] = ['bus', 'keyring'];

/** What a service says of an act; the rest is the trail's own. */
const WRITTEN = ['actor', 'organisation_id', 'through', 'action', 'entity', 'entity_id', 'operation', 'outcome', 'correlation_id'];

/** How long at least a month of the trail is kept, in months, whatever a service asks for. */
const KEPT_MONTHS = 72;

export function keepsTrail(role: string): boolean {
  return !WITHOUT_TRAIL.includes(role);
}

/** What the hash of an entry is taken over, after the hash of the entry before: everything but its place in the chain. */
export function hashedOf(entry: string): string {
  const micros = (column: string) => `(extract(epoch FROM ${entry}.${column}) * 1000000)::bigint`;
  const rest = WRITTEN.map((column) => `${entry}.${column}`).join(', ');
  return `convert_to(json_build_array(${entry}.id, ${micros('at')}, ${micros('sealed_at')}, ${rest})::text, 'UTF8')`;
}

const COLUMNS = `
  actor text NOT NULL,
  organisation_id uuid,
  through text,
  action text NOT NULL,
  entity text NOT NULL,
  entity_id text NOT NULL,
  operation text,
  outcome text NOT NULL DEFAULT 'done',
  correlation_id text NOT NULL`;

/**
 * One service's audit trail, in a schema of the database's owner: the service's own role adds entries and reads them, and can do nothing else
 * (docs/adr/0010-audit-trail.md). May run at any time: it makes what is missing.
 */
export function auditTrailOf(role: string): string {
  const schema = escapeIdentifier(`${role}_audit`);
  const columns = (prefix = '') => WRITTEN.map((column) => prefix + column).join(', ');
  const [service, old] = [escapeIdentifier(role), `${escapeIdentifier(role)}.audit_entry`];
  return `
CREATE SCHEMA IF NOT EXISTS ${schema};
SET LOCAL search_path = ${schema};
SET LOCAL client_min_messages = warning;

-- Where an act's transaction writes: no index, so that it costs one row. Whoever seals takes its rows away within about a second.
CREATE TABLE IF NOT EXISTS unsealed (
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),${COLUMNS},
  CONSTRAINT unsealed_holds_codes_and_ids CHECK (length(entity_id) BETWEEN 1 AND 300)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The chain. Its months are those of sealing, which follow the chain's order, so that a month is one piece of it.
CREATE TABLE IF NOT EXISTS entry (
  position bigint NOT NULL,
  sealed_at timestamptz NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  id bigint NOT NULL,
  at timestamptz NOT NULL,${COLUMNS},
  CONSTRAINT entry_pk PRIMARY KEY (position, sealed_at)
) PARTITION BY RANGE (sealed_at);
CREATE INDEX IF NOT EXISTS entry_by_time ON entry (at, id);
CREATE INDEX IF NOT EXISTS entry_by_entity ON entry (entity_id, at, id);
CREATE INDEX IF NOT EXISTS entry_by_organisation ON entry (organisation_id, at, id);

-- The chain's end: what a removed tail is known by.
CREATE TABLE IF NOT EXISTS head (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  position bigint NOT NULL DEFAULT 0,
  hash bytea NOT NULL DEFAULT '',
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO head DEFAULT VALUES ON CONFLICT DO NOTHING;

-- Months whose time of keeping has passed: where the chain begins now.
CREATE TABLE IF NOT EXISTS dropped (
  month date PRIMARY KEY,
  entries bigint NOT NULL,
  last_position bigint NOT NULL,
  last_hash bytea NOT NULL,
  dropped_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE IF NOT EXISTS keeping (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), months integer NOT NULL);
INSERT INTO keeping (months) VALUES (${String(KEPT_MONTHS)}) ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION seal(most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
DECLARE
  h head%ROWTYPE;
  e entry%ROWTYPE;
  sealed integer := 0;
  month timestamp;
BEGIN
  IF NOT EXISTS (SELECT FROM unsealed) THEN RETURN 0; END IF;
  SELECT * INTO h FROM head FOR UPDATE;
  e.sealed_at := greatest(clock_timestamp(), h.sealed_at);
  month := date_trunc('month', e.sealed_at AT TIME ZONE 'UTC');
  IF to_regclass('entry_' || to_char(month, 'YYYY_MM')) IS NULL THEN
    EXECUTE format('CREATE TABLE %I PARTITION OF entry FOR VALUES FROM (%L) TO (%L)', 'entry_' || to_char(month, 'YYYY_MM'),
      month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
  END IF;
  FOR e.id, e.at, ${columns('e.')} IN
    WITH taken AS (
      DELETE FROM unsealed WHERE ctid = ANY (ARRAY(SELECT ctid FROM unsealed ORDER BY id LIMIT most)) RETURNING *
    ) SELECT id, at, ${columns()} FROM taken ORDER BY id
  LOOP
    sealed := sealed + 1;
    e.position := h.position + sealed;
    e.previous := h.hash;
    h.hash := sha256(e.previous || ${hashedOf('e')});
    e.hash := h.hash;
    INSERT INTO entry SELECT e.*;
  END LOOP;
  UPDATE head SET position = h.position + sealed, hash = h.hash, sealed_at = e.sealed_at;
  RETURN sealed;
END $$;

-- Retention: drops whole months before the given one, oldest first, and keeps where the chain went on.
CREATE OR REPLACE FUNCTION drop_months(before date) RETURNS TABLE (dropped_month date, entries bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
DECLARE
  kept integer := (SELECT months FROM keeping);
  partition text;
  gone dropped%ROWTYPE;
BEGIN
  IF before > date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => kept) THEN
    RAISE EXCEPTION 'the audit trail is kept for at least % months', kept USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM FROM head FOR UPDATE;
  FOR partition IN
    SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'entry'::regclass ORDER BY 1
  LOOP
    gone.month := to_date(right(partition, 7), 'YYYY_MM');
    EXIT WHEN gone.month + interval '1 month' > before;
    EXECUTE format('SELECT count(*), max(position) FROM %s', partition) INTO gone.entries, gone.last_position;
    IF gone.last_position IS NOT NULL THEN
      EXECUTE format('SELECT hash FROM %s WHERE position = $1', partition) INTO gone.last_hash USING gone.last_position;
      INSERT INTO dropped (month, entries, last_position, last_hash) VALUES (gone.month, gone.entries, gone.last_position, gone.last_hash);
    END IF;
    EXECUTE format('DROP TABLE %s', partition);
    dropped_month := gone.month;
    entries := gone.entries;
    RETURN NEXT;
  END LOOP;
END $$;

-- Once, when a trail of before the chain is brought along: nothing can be put in with a time of its own once the chain has begun.
CREATE OR REPLACE FUNCTION carry() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
DECLARE
  carried bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM ${old}) THEN RETURN 0; END IF;
  IF (SELECT position FROM head) > 0 OR EXISTS (SELECT FROM unsealed) THEN
    RAISE EXCEPTION 'the audit trail has begun: entries of before cannot be put into it';
  END IF;
  INSERT INTO unsealed (at, actor, organisation_id, action, entity, entity_id, correlation_id)
  SELECT at, actor, organisation_id, action, entity, -- of searches only ids: what else was searched for is a caller's text
    CASE WHEN length(entity_id) > 300 OR action = 'search' AND entity_id !~ '^[0-9a-f-]{36}$' THEN '-' ELSE entity_id END, correlation_id
  FROM ${old} ORDER BY id;
  GET DIAGNOSTICS carried = ROW_COUNT;
  RETURN carried;
END $$;

REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC;
REVOKE ALL ON FUNCTION seal, drop_months, carry FROM PUBLIC;
GRANT USAGE ON SCHEMA ${schema} TO ${service};
GRANT SELECT ON unsealed, entry, head, dropped, keeping TO ${service};
GRANT INSERT (${columns()}) ON unsealed TO ${service};
GRANT EXECUTE ON FUNCTION seal, drop_months, carry TO ${service};
`;
}
