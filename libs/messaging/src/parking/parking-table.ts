import type { Transaction } from '#libs/platform';
import type { ReadRecord } from '../bus';
import { lineOf, type Message } from '../transport/message';
import type { ParkingNews } from './parking-news';
import type { Verdict } from './verdict';

/** A subject of a topic whose messages queue until its first one passes. */
export interface ParkedSubject {
  readonly topic: string;
  readonly subject: string;
  readonly attempts: number;
  /** For how long its first message has failed, by PostgreSQL's clock. */
  readonly ageMs: number;
}

export interface ParkedMessage {
  readonly id: string;
  readonly record: ReadRecord;
}

interface Stored {
  id: string;
  topic: string;
  subject: string;
  headers: Record<string, string>;
  value: Buffer;
  log_partition: number;
  log_offset: string;
}

/** While a claimed subject is worked on nobody else takes it; a process that dies lets go of it after this. */
const CLAIM = `interval '60 seconds'`;
const LINE = `consumer = $1 AND topic = $2 AND subject = $3`;

/** Messages that could not be handled, with all later ones of their topic and subject behind them. */
export class ParkingTable {
  constructor(
    private readonly transaction: Transaction,
    private readonly consumer: string,
    private readonly news: ParkingNews,
  ) {}

  /** Of the messages' lines those that are parked; they stay so until the transaction ends. */
  async holding(messages: readonly Message[]): Promise<Set<string>> {
    const rows = await this.transaction.query<{ topic: string; subject: string }>(
      `SELECT topic, subject FROM parked_subject
       WHERE consumer = $1 AND (topic, subject) IN (SELECT * FROM unnest($2::text[], $3::text[])) ORDER BY topic, subject FOR KEY SHARE`,
      [this.consumer, messages.map(({ context }) => context.topic), messages.map(({ context }) => context.subject)],
    );
    return new Set(rows.map(({ topic, subject }) => lineOf({ context: { topic, subject } as Message['context'] })));
  }

  /** Makes the line parked, unless an earlier message of it is already. */
  async park({ context }: Message, verdict: Verdict): Promise<void> {
    const [row] = await this.transaction.query<{ made: boolean }>(
      `INSERT INTO parked_subject (consumer, topic, subject, state, next_attempt_at, error_code, reason, problems)
       VALUES ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 ms', $6, $7, $8)
       ON CONFLICT (consumer, topic, subject) DO UPDATE SET consumer = excluded.consumer RETURNING xmax = 0 AS made`,
      [
        this.consumer,
        context.topic,
        context.subject,
        verdict.state,
        verdict.afterMs,
        verdict.code,
        verdict.reason,
        JSON.stringify(verdict.problems),
      ],
    );
    if (row?.made) await this.news.parked(context, 0, verdict);
  }

  async append({ context, record }: Message): Promise<void> {
    await this.transaction.query(
      `INSERT INTO parked_message (consumer, topic, subject, event_id, type, headers, value, log_partition, log_offset)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        this.consumer,
        context.topic,
        context.subject,
        context.id,
        context.type,
        JSON.stringify(record.headers),
        record.value,
        record.partition,
        record.offset,
      ],
    );
  }

  /** Takes subjects whose time has come. */
  async claimDue(limit: number): Promise<ParkedSubject[]> {
    // One statement, a transaction of its own.
    return this.transaction.read<ParkedSubject>(
      `UPDATE parked_subject p SET next_attempt_at = clock_timestamp() + ${CLAIM}
       FROM (SELECT consumer, topic, subject FROM parked_subject
             WHERE consumer = $1 AND state = 'waiting' AND next_attempt_at <= clock_timestamp()
             ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED) due
       WHERE p.consumer = due.consumer AND p.topic = due.topic AND p.subject = due.subject
       RETURNING p.topic, p.subject, p.attempts, extract(epoch FROM clock_timestamp() - p.parked_at)::float8 * 1000 AS "ageMs"`,
      [this.consumer, limit],
    );
  }

  /** Until the next subject is due; undefined when none waits. */
  async nextDueMs(): Promise<number | undefined> {
    const [row] = await this.transaction.read<{ ms: number }>(
      `SELECT extract(epoch FROM next_attempt_at - clock_timestamp())::float8 * 1000 AS ms FROM parked_subject
       WHERE consumer = $1 AND state = 'waiting' ORDER BY next_attempt_at LIMIT 1`,
      [this.consumer],
    );
    return row?.ms;
  }

  async head({ topic, subject }: ParkedSubject): Promise<ParkedMessage | undefined> {
    const [row] = await this.transaction.read<Stored>(
      `SELECT id, topic, subject, headers, value, log_partition, log_offset FROM parked_message WHERE ${LINE} ORDER BY id LIMIT 1`,
      [this.consumer, topic, subject],
    );
    if (!row) return undefined;
    const record = { topic, key: subject, headers: row.headers, value: row.value, partition: row.log_partition, offset: row.log_offset };
    return { id: row.id, record };
  }

  /** Takes the first message out, for the transaction that handles it. False: another process was quicker. */
  async take(id: string): Promise<boolean> {
    const rows = await this.transaction.query(`DELETE FROM parked_message WHERE id = $1 RETURNING id`, [id]);
    return rows.length > 0;
  }

  /** The first message passed: the next one begins afresh. */
  async passed({ topic, subject }: ParkedSubject): Promise<void> {
    await this.transaction.query(
      `UPDATE parked_subject SET attempts = 0, parked_at = clock_timestamp(), next_attempt_at = clock_timestamp() + ${CLAIM} WHERE ${LINE}`,
      [this.consumer, topic, subject],
    );
  }

  /** The first message failed again. Told when it is dead, and at its first failure since it was put back or came to the front. */
  async failed({ topic, subject }: ParkedSubject, attempts: number, verdict: Verdict, { context }: Message): Promise<void> {
    await this.transaction.run(async () => {
      const rows = await this.transaction.query(
        `UPDATE parked_subject SET state = $4, attempts = $5, next_attempt_at = clock_timestamp() + $6 * interval '1 ms', error_code = $7, reason = $8, problems = $9
         WHERE ${LINE} AND state = 'waiting' RETURNING 1`,
        [
          this.consumer,
          topic,
          subject,
          verdict.state,
          attempts,
          verdict.afterMs,
          verdict.code,
          verdict.reason,
          JSON.stringify(verdict.problems),
        ],
      );
      const news = attempts === 1 || verdict.state === 'dead';
      if (rows.length > 0 && news) await this.news.parked({ ...context, topic, subject }, attempts, verdict);
    });
  }

  /** Nothing is left: later messages are handled at once again. Two statements, because in one the check is older than the lock. */
  async unpark({ topic, subject }: ParkedSubject): Promise<boolean> {
    return this.transaction.run(async () => {
      const line = [this.consumer, topic, subject];
      const held = await this.transaction.query(`SELECT 1 FROM parked_subject WHERE ${LINE} FOR UPDATE`, line);
      // The subject was erased meanwhile, and its parking with it.
      if (held.length === 0) return true;
      const rows = await this.transaction.query(
        `DELETE FROM parked_subject p WHERE ${LINE}
           AND NOT EXISTS (SELECT 1 FROM parked_message m WHERE m.consumer = p.consumer AND m.topic = p.topic AND m.subject = p.subject) RETURNING 1`,
        line,
      );
      if (rows.length > 0) await this.news.recovered({ topic, subject });
      return rows.length > 0;
    });
  }
}
