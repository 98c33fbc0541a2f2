import { databaseFailure, type DatabaseFailure } from './database-failure';
import type { Transaction } from './transaction';

/** A lack that some work met counts for so long: a full disk lets small writes through. */
const REMEMBERED_MS = 15_000;

/** Readiness of one service's database: it can be reached, it takes a write, and no work has met a lack of space or memory just now. */
export class DatabaseCheck {
  constructor(
    readonly service: string,
    private readonly transaction: Transaction,
  ) {}

  /** Rejects with the kind of failure in front of its message. */
  async probe(): Promise<string> {
    try {
      await this.transaction.run(async () => {
        const [session] = await this.transaction.query<{ readOnly: boolean }>(
          `SELECT current_setting('transaction_read_only')::boolean AS "readOnly"`,
        );
        if (session?.readOnly) throw new DatabaseFailingError('read-only', 'accepts no writes');
        // A write to the log of changes alone: no row, no table, and it is flushed when the transaction commits.
        await this.transaction.query(`SELECT pg_logical_emit_message(true, 'readiness', '')`);
      });
    } catch (error) {
      if (error instanceof DatabaseFailingError) throw error;
      throw new DatabaseFailingError(databaseFailure(error) ?? 'failing', error instanceof Error ? error.message : String(error));
    }
    const met = this.transaction.lackWithin(REMEMBERED_MS);
    if (met !== undefined) throw new DatabaseFailingError(met, 'met by a transaction just now');
    return 'reachable, accepts writes';
  }
}

class DatabaseFailingError extends Error {
  constructor(kind: DatabaseFailure | 'failing', what: string) {
    super(`${kind}: ${what}`);
  }
}
