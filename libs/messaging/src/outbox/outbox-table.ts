import type { BusRecord } from '../bus';
import type { DedicatedConnection } from '../dedicated-connection';

/** One event that waits for the bus. */
export interface OutboxRow {
  readonly position: string;
  readonly topic: string;
  readonly record: BusRecord;
}

interface Stored {
  position: string;
  topic: string;
  subject: string;
  sequence: string;
  headers: Record<string, string>;
  value: Buffer;
}

const FIRST = `
  SELECT position, topic, subject, sequence, headers, value FROM outbox o
  WHERE refusal IS NULL
    AND NOT EXISTS (SELECT 1 FROM outbox r WHERE r.refusal IS NOT NULL AND r.topic = o.topic AND r.subject = o.subject)
  ORDER BY position LIMIT $1`;

/**
 * Only deletes are written here: losing one doubles an event, which every inbox expects. The rows are always read along
 * their key: the planner may have seen the table empty, and would go on reading all of it when it is not.
 */
const SESSION = `
  SELECT set_config('synchronous_commit', 'off', false), set_config('enable_seqscan', 'off', false), set_config('enable_bitmapscan', 'off', false)`;

/** Reading has to pass what was deleted and is not cleared up, and autovacuum comes once a minute at most. */
const REMOVED_BEFORE_VACUUM = 10_000;
const VACUUM = `VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE OFF, PARALLEL 0) outbox`;

/** The outbox as its relay sees it: what exists, in order, never from a cursor. */
export class OutboxTable {
  private removed = 0;

  private constructor(private readonly connection: DedicatedConnection) {}

  static async on(connection: DedicatedConnection): Promise<OutboxTable> {
    await connection.query(SESSION);
    return new OutboxTable(connection);
  }

  async first(limit: number): Promise<OutboxRow[]> {
    const rows = await this.connection.query<Stored>(FIRST, [limit], 'outbox-first');
    return rows.map(({ position, topic, subject, sequence, headers, value }) => ({
      position,
      topic,
      record: { key: subject, headers: { ...headers, ce_sequence: sequence }, value },
    }));
  }

  async remove(rows: readonly OutboxRow[]): Promise<void> {
    await this.connection.query(
      `DELETE FROM outbox WHERE position = ANY($1::bigint[])`,
      [rows.map(({ position }) => position)],
      'outbox-remove',
    );
    this.removed += rows.length;
    if (this.removed >= REMOVED_BEFORE_VACUUM) await this.clearUp();
  }

  async setAside(row: OutboxRow, reason: string): Promise<void> {
    await this.connection.query(`UPDATE outbox SET refusal = $2 WHERE position = $1`, [row.position, reason]);
  }

  private async clearUp(): Promise<void> {
    this.removed = 0;
    await this.connection.query(VACUUM);
  }
}
