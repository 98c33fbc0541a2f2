import type { Transaction } from '#libs/platform';
import type { Bus, Lag } from './bus';

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

/** Messages of one type in subjects of one state. */
export interface ParkedCount {
  readonly type: string;
  readonly state: 'waiting' | 'dead';
  readonly messages: number;
  /** Longest time that the first message of such a subject has failed. */
  readonly ageSeconds: number;
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

  /** By type of message and state of their subject. */
  parked(): Promise<ParkedCount[]> {
    return this.transaction.read<ParkedCount>(
      `SELECT m.type, p.state, count(*)::int AS messages, max(extract(epoch FROM clock_timestamp() - p.parked_at))::float8 AS "ageSeconds"
       FROM parked_subject p JOIN parked_message m USING (consumer, topic, subject) WHERE consumer = $1 GROUP BY m.type, p.state`,
      [this.service],
    );
  }
}
