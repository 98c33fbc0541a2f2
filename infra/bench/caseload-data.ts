import { DatabaseClient } from '#libs/platform';

export interface Sizes {
  readonly organisations: number;
  readonly schemes: number;
  readonly workers: number;
  readonly cases: number;
  readonly open: number;
}

/** The sizes that issue and guide name: ten years of a large part of England. */
export const FULL: Sizes = { organisations: 20, schemes: 200, workers: 2000, cases: 1_000_000, open: 100_000 };

/** A hundredth, to see that the bench itself works. */
export const SMALL: Sizes = { organisations: 20, schemes: 200, workers: 2000, cases: 10_000, open: 1000 };

const SEED = 0.42;
const AT_ONCE = 100_000;

/** The id of the n-th of its kind, in SQL: the same in every run. */
export function idOf(kind: string, n: string): string {
  return `md5('${kind} ' || (${n}))::uuid`;
}

const SCHEMES = `
  INSERT INTO scheme_copy (scheme_id, organisation_id, name, nation, allocate_within_working_days, contact_within_working_days,
    respond_within_working_days, sequence)
  SELECT ${idOf('scheme', 'n')}, ${idOf('organisation', 'n % $2')}, 'Scheme ' || n, 'england', 2, 5, 10, 1 FROM generate_series(0, $1::integer - 1) n`;

// The n-th worker works for the n-th scheme.
const WORKERS = `
  INSERT INTO worker (id, organisation_id, name, account_subject, scheme_ids, registered_at)
  SELECT ${idOf('worker', 'n')}, ${idOf('organisation', 'n % $2 % $3')}, 'Worker ' || n, 'account-' || n, ARRAY[${idOf('scheme', 'n % $2')}], now()
  FROM generate_series(0, $1::integer - 1) n`;

// The last of them are open and began within the last 200 days; the others are spread over ten years. A tenth of the open ones stands
// in the queue, a third of all next actions is overdue.
const CASES = `
  WITH drawn AS (
    SELECT n, n > $4::integer - $5::integer AS open, n % $1::integer AS w, random() AS r, random() AS late,
      date_trunc('second', now()) - CASE WHEN n > $4 - $5 THEN random() * interval '200 days' ELSE interval '200 days' + random() * interval '3450 days' END AS at
    FROM generate_series($6::integer + 1, $7::integer) n),
  told AS (
    SELECT *, open AND r < 0.1 AS queued, open AND r BETWEEN 0.1 AND 0.25 AS silent,
      CASE WHEN open THEN date_trunc('second', now()) + (late - 0.33) * interval '20 days' END AS due
    FROM drawn)
  INSERT INTO "case" (id, referral_id, reference, organisation_id, scheme_id, sender_id, sender_name, priority, needs, person, status, worker_id,
    received_at, opened_at, allocate_by, contact_by, allocated_at, first_contact_at, last_kept_at, kept_contacts, next_action_type,
    next_action_title, next_action_owner, next_action_due_at, overdue_at, not_contacted_at, provider_late_at, closed_at, closure_reason, version,
    contact_prohibited)
  SELECT ${idOf('case', 'n')}, ${idOf('referral', 'n')}, 'SP-' || n, ${idOf('organisation', 'w % $2 % $3')}, ${idOf('scheme', 'w % $2')},
    ${idOf('sender', 'n % 500')}, 'Practice ' || n % 500, 'routine', '{loneliness}',
    jsonb_build_object('name', jsonb_build_object('family', 'Made-up', 'given', jsonb_build_array('Person'), 'text', 'Person ' || n), 'postcode', 'LS6 2AB'),
    CASE WHEN NOT open THEN 'closed' WHEN queued THEN 'unallocated' WHEN silent THEN 'allocated' ELSE 'supporting' END,
    CASE WHEN queued THEN NULL ELSE ${idOf('worker', 'w')} END, at, at, at + interval '2 days', at + interval '7 days',
    CASE WHEN queued THEN NULL ELSE at + interval '1 day' END, CASE WHEN queued OR silent THEN NULL ELSE at + interval '3 days' END,
    CASE WHEN queued OR silent THEN NULL ELSE at + interval '30 days' END, CASE WHEN queued OR silent THEN 0 ELSE n % 15 END,
    CASE WHEN NOT open THEN NULL WHEN queued THEN 'allocate' WHEN silent THEN 'first-contact' ELSE 'follow-up' END,
    CASE WHEN NOT open THEN NULL ELSE 'What is next' END, CASE WHEN NOT open THEN NULL WHEN queued THEN 'queue' ELSE 'worker' END,
    due, due, CASE WHEN silent THEN at + interval '20 days' END, CASE WHEN open AND n % 5 = 0 THEN due + interval '3 days' END,
    CASE WHEN NOT open THEN at + interval '150 days' END, CASE WHEN NOT open THEN 'completed' END, 7, false
  FROM told`;

const CONNECTIONS = `
  INSERT INTO connection (id, case_id, service_id, provider_id, service_name, provider_name, level_of_support, needs, consent_to_share, state,
    at, requested_at, respond_by, state_count, moved_by)
  SELECT ${idOf('connection', 'n')}, ${idOf('case', 'n')}, ${idOf('service', 'n % 3000')}, ${idOf('provider', 'n % 900')}, 'Gardening', 'Allotment Trust',
    'introduced', '{loneliness}', true, CASE WHEN n > $1::integer - $2::integer THEN 'attending' ELSE 'sustained' END, now(), now(), now(),
    CASE WHEN n > $1 - $2 THEN 4 ELSE 5 END, 'provider'
  FROM generate_series($3::integer + 1, $4::integer) n WHERE n % 2 = 0`;

const STATUSES = `
  INSERT INTO connection_status (connection_id, position, state, at)
  SELECT ${idOf('connection', 'n')}, p.position, p.state, now()
  FROM generate_series($3::integer + 1, $4::integer) n
    CROSS JOIN (VALUES (1, 'referred'), (2, 'accepted'), (3, 'first-attended'), (4, 'attending'), (5, 'sustained')) p (position, state)
  WHERE n % 2 = 0 AND (p.position < 5 OR n <= $1::integer - $2::integer)`;

const ACTIONS = `
  INSERT INTO action (id, case_id, type, title, owner_kind, due_at)
  SELECT ${idOf('action', 'n')}, ${idOf('case', 'n')}, 'task', 'What is next', 'worker', now() + interval '9 days'
  FROM generate_series($1::integer - $2::integer + 1, $1::integer) n WHERE n % 3 = 0`;

/** Fills an empty caseload with made-up data, the same in every run. */
export async function fill(url: string, sizes: Sizes, say: (progress: string) => void): Promise<void> {
  const { organisations, schemes, workers, cases, open } = sizes;
  const client = new DatabaseClient({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET synchronous_commit = off`);
    await client.query(`SELECT setseed($1)`, [SEED]);
    await client.query(SCHEMES, [schemes, organisations]);
    await client.query(WORKERS, [workers, schemes, organisations]);
    for (let from = 0; from < cases; from += AT_ONCE) {
      const to = Math.min(cases, from + AT_ONCE);
      await client.query(CASES, [workers, schemes, organisations, cases, open, from, to]);
      await client.query(CONNECTIONS, [cases, open, from, to]);
      await client.query(STATUSES, [cases, open, from, to]);
      say(`${String(to)} cases`);
    }
    await client.query(ACTIONS, [cases, open]);
    for (const table of ['scheme_copy', 'worker', '"case"', 'connection', 'connection_status', 'action'])
      await client.query(`VACUUM ANALYZE ${table}`);
  } finally {
    await client.end();
  }
}
