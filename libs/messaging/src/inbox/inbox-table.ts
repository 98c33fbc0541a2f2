import type { Transaction } from '#libs/platform';

export interface InboxEntry {
  readonly id: string;
  readonly outcome: 'handled' | 'parked' | 'unknown-type' | 'given-up' | 'erased';
}

/**
 * Which events a consumer has dealt with, handled or parked. Its unique index is the gate: a second member that still
 * believes it owns the partition waits here, and then finds nothing left to do.
 */
export class InboxTable {
  constructor(
    private readonly transaction: Transaction,
    private readonly consumer: string,
  ) {}

  /** Enters the events, in order; answers those that were not there yet. */
  async enter(entries: readonly InboxEntry[]): Promise<Set<string>> {
    const rows = await this.transaction.query<{ event_id: string }>(
      `INSERT INTO inbox (consumer, event_id, outcome)
       SELECT $1, event_id, outcome FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS e (event_id, outcome, place) ORDER BY place
       ON CONFLICT DO NOTHING RETURNING event_id`,
      [this.consumer, entries.map(({ id }) => id), entries.map(({ outcome }) => outcome)],
    );
    return new Set(rows.map((row) => row.event_id));
  }

  /** Says of events that were entered that they are settled unread: what they tell of was erased. */
  async settleErased(eventIds: readonly string[]): Promise<void> {
    await this.transaction.query(`UPDATE inbox SET outcome = 'erased' WHERE consumer = $1 AND event_id = ANY ($2)`, [
      this.consumer,
      eventIds,
    ]);
  }
}
