/** How long one statement, and its waiting for one lock, may take, in milliseconds; 0: without end. */
export const WORK_LIMITS = {
  /** Somebody waits for the answer: 503 when it takes longer. */
  request: { statement: 20_000, lock: 5_000 },
  /** Handlers of events, loops, the relay: they try again. */
  background: { statement: 60_000, lock: 30_000 },
  /** An index on a large table takes its time; a lock that is waited for holds up everybody behind it. */
  migration: { statement: 0, lock: 60_000 },
} as const;

/** Longest wait for a connection to PostgreSQL, new or from the pool, in milliseconds; then the caller hears 503. */
export const CONNECT_WITHIN_MS = 10_000;

/** A transaction in which nothing happens for so long was forgotten; PostgreSQL ends its session. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/** A connection's `options`: its schema and its limits. */
export function sessionOptions(schema: string, kind: keyof typeof WORK_LIMITS): string {
  const { statement, lock } = WORK_LIMITS[kind];
  return [
    `search_path=${schema}`,
    `statement_timeout=${String(statement)}`,
    `lock_timeout=${String(lock)}`,
    `idle_in_transaction_session_timeout=${String(IDLE_IN_TRANSACTION_MS)}`,
  ]
    .map((setting) => `-c ${setting}`)
    .join(' ');
}
