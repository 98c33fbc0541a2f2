import { randomUUID } from 'node:crypto';
import type { Pool, QueryResultRow } from 'pg';
import { databasePool, sessionOptions } from '#libs/platform';
import type { KeyWrapping, WrappedKey } from '../sealing/key-wrapping';

export const KEYRING_SCHEMA = 'keyring';
/** Its payload is nothing: whoever hears it forgets all keys that they remember. */
export const ERASED_CHANNEL = 'keyring_erased';

/** A person's key as it is kept; `wrapped` is gone when it was erased. */
export type KeyRow = { readonly keyId: string; readonly personId: string } & (
  { readonly wrapped: string; readonly erasedAt: null } | { readonly wrapped: null; readonly erasedAt: Date }
);

export interface Erasure {
  readonly erasedAt: Date;
  /** The key had been erased before; nothing was left to do. */
  readonly before: boolean;
}

const COLUMNS = `key_id AS "keyId", person_id AS "personId", wrapped, erased_at AS "erasedAt"`;

// Sorted, so that two processes that make keys for the same persons wait for one another in one direction only.
const GET_OR_MAKE = `
  WITH known AS (SELECT * FROM person_key WHERE person_id = ANY ($1::uuid[])),
  made AS (
    INSERT INTO person_key (person_id, key_id, wrapped, environment_kid)
    SELECT w.person_id, w.key_id, w.wrapped, $4
    FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS w (person_id, key_id, wrapped)
    WHERE NOT EXISTS (SELECT 1 FROM known k WHERE k.person_id = w.person_id)
    ORDER BY w.person_id
    ON CONFLICT (person_id) DO NOTHING
    RETURNING *)
  SELECT ${COLUMNS} FROM known UNION ALL SELECT ${COLUMNS} FROM made`;

// The row is made where there was none, so that no key can be made for the person afterwards.
const ERASE = `
  WITH before AS (SELECT erased_at FROM person_key WHERE person_id = $1),
  erased AS (
    INSERT INTO person_key AS k (person_id, key_id, erased_at) VALUES ($1, $2, clock_timestamp())
    ON CONFLICT (person_id) DO UPDATE
      SET wrapped = NULL, environment_kid = NULL, erased_at = coalesce(k.erased_at, excluded.erased_at)
    RETURNING erased_at)
  SELECT e.erased_at AS "erasedAt", b.erased_at IS NOT NULL AS before, pg_notify('${ERASED_CHANNEL}', '')
  FROM erased e LEFT JOIN before b ON true`;

// Only where it still is what was unwrapped: an erasure in between wins.
const REWRAP = `
  UPDATE person_key k SET wrapped = n.wrapped, environment_kid = $4
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (key_id, old, wrapped)
  WHERE k.key_id = n.key_id AND k.wrapped = n.old`;

/** The keyring's table, by connections of its own: what is kept here does not roll back with a service's transaction. */
export class KeyTable {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = databasePool({
      connectionString: url,
      max: 4,
      // Requests wait for these; what else uses them takes little time too.
      options: sessionOptions(KEYRING_SCHEMA, 'request'),
      application_name: 'keyring',
    });
  }

  /** The keys of these persons, made where there are none. */
  async ofPersons(personIds: readonly string[], wrapping: KeyWrapping): Promise<KeyRow[]> {
    const rows = await this.getOrMake(personIds, wrapping);
    // Another process made some of them at the same moment; now they are seen.
    const seen = new Set(rows.map(({ personId }) => personId));
    const raced = personIds.filter((personId) => !seen.has(personId));
    return raced.length === 0 ? rows : [...rows, ...(await this.getOrMake(raced, wrapping))];
  }

  find(keyIds: readonly string[]): Promise<KeyRow[]> {
    return this.query<KeyRow>('find', `SELECT ${COLUMNS} FROM person_key WHERE key_id = ANY ($1::uuid[])`, [keyIds]);
  }

  async erase(personId: string): Promise<Erasure> {
    const [erasure] = await this.query<Erasure>('erase', ERASE, [personId, randomUUID()]);
    if (!erasure) throw new Error('an upsert answers one row');
    return { erasedAt: erasure.erasedAt, before: erasure.before };
  }

  /** The next of the keys that these of the environment's keys wrapped, by their ids. */
  wrappedBy(environmentKids: readonly string[], after: string, limit: number): Promise<{ keyId: string; wrapped: string }[]> {
    const text = `SELECT key_id AS "keyId", wrapped FROM person_key
      WHERE environment_kid = ANY ($1::text[]) AND key_id > $2 ORDER BY key_id LIMIT $3`;
    return this.query('wrapped by', text, [environmentKids, after, limit]);
  }

  async rewrap(keys: readonly (WrappedKey & { readonly keyId: string; readonly old: string })[]): Promise<void> {
    const column = <T>(pick: (key: (typeof keys)[number]) => T): T[] => keys.map(pick);
    const values = [column(({ keyId }) => keyId), column(({ old }) => old), column(({ wrapped }) => wrapped), keys[0]?.environmentKid];
    await this.query('rewrap', REWRAP, values);
  }

  /** How many keys each of the environment's keys has wrapped. */
  count(): Promise<{ kid: string; keys: number }[]> {
    const text = `SELECT environment_kid AS kid, count(*)::int AS keys FROM person_key WHERE environment_kid IS NOT NULL GROUP BY 1`;
    return this.query('count', text, []);
  }

  async reach(): Promise<void> {
    await this.query('reach', 'SELECT 1', []);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private getOrMake(personIds: readonly string[], wrapping: KeyWrapping): Promise<KeyRow[]> {
    const made = personIds.map(() => {
      const keyId = randomUUID();
      return { keyId, ...wrapping.make(keyId) };
    });
    const values = [personIds, made.map(({ keyId }) => keyId), made.map(({ wrapped }) => wrapped), wrapping.first.kid];
    return this.query<KeyRow>('get or make', GET_OR_MAKE, values);
  }

  private async query<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ name, text, values: [...values] });
    return rows;
  }
}
