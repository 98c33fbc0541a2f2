import type { Transaction } from '#libs/platform';
import type { Bus, Lag } from './bus';
import type { MessagingMetrics } from './messaging-metrics';

export interface Counts {
  /** Events written down and not yet on the bus. */
  readonly outbox: number;
  /** Events that the bus refused for good; their subjects wait behind them. */
  readonly refused: number;
  readonly outboxAgeSeconds: number;
  /** Subjects whose first message is tried again by itself. */
  readonly waiting: number;
  /** Subjects whose first message waits for an operator. */
  readonly dead: number;
  /** All messages in parked subjects. */
  readonly parkedMessages: number;
}

const AGE = `coalesce(extract(epoch FROM clock_timestamp() - min(added_at)), 0)::float8`;

/** What of one service's messages is under way or stands still. */
export class MessagingCounts {
  constructor(
    private readonly transaction: Transaction,
    private readonly bus: Bus,
    private readonly service: string,
  ) {}

  async now(): Promise<Counts> {
    const [row] = await this.transaction.read<Counts>(
      `SELECT (SELECT count(*)::int FROM outbox WHERE refusal IS NULL) AS outbox,
              (SELECT count(*)::int FROM outbox WHERE refusal IS NOT NULL) AS refused,
              (SELECT ${AGE} FROM outbox WHERE refusal IS NULL) AS "outboxAgeSeconds",
              (SELECT count(*)::int FROM parked_subject WHERE consumer = $1 AND state = 'waiting') AS waiting,
              (SELECT count(*)::int FROM parked_subject WHERE consumer = $1 AND state = 'dead') AS dead,
              (SELECT count(*)::int FROM parked_message WHERE consumer = $1) AS "parkedMessages"`,
      [this.service],
    );
    if (!row) throw new Error('a SELECT without FROM answers one row');
    return row;
  }

  async outboxAgeMs(): Promise<number> {
    const [row] = await this.transaction.read<{ age: number }>(`SELECT ${AGE} AS age FROM outbox WHERE refusal IS NULL`);
    return (row?.age ?? 0) * 1000;
  }

  lag(): Promise<Lag[]> {
    return this.bus.lag(this.service);
  }

  /** For a background loop: there is never more to do at once. */
  async tell(metrics: MessagingMetrics): Promise<boolean> {
    for (const [what, value] of Object.entries(await this.now())) metrics.counted(what, value as number);
    const lag = await this.lag();
    metrics.counted(
      'lag',
      lag.reduce((sum, { records }) => sum + records, 0),
    );
    return false;
  }
}
