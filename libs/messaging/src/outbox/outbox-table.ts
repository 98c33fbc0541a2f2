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

/** The outbox as its relay sees it: what exists, in order, never from a cursor. */
export class OutboxTable {
  constructor(private readonly connection: DedicatedConnection) {}

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
  }

  async setAside(row: OutboxRow, reason: string): Promise<void> {
    await this.connection.query(`UPDATE outbox SET refusal = $2 WHERE position = $1`, [row.position, reason]);
  }
}
