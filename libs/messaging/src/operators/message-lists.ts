import type { Transaction } from '#libs/platform';
import type { ParkedQuery, PageQuery } from './messages.dto';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** A subject that is parked, with its first message: identifiers and codes, never the data. */
export interface ParkedItem {
  /** Of the first message: what redrive and discard take. */
  readonly id: string;
  readonly topic: string;
  readonly subject: string;
  readonly state: 'waiting' | 'dead';
  readonly eventId: string;
  readonly type: string;
  readonly errorCode: string;
  readonly reason: string;
  readonly problems: unknown[];
  readonly attempts: number;
  readonly since: Date;
  readonly nextAttemptAt: Date | null;
  /** With those that queue behind it. */
  readonly messages: number;
}

interface OutboxItem {
  readonly position: string;
  readonly topic: string;
  readonly subject: string;
  readonly type: string;
  readonly addedAt: Date;
  readonly refusal: string | null;
}

interface ActItem {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly topic: string;
  readonly subject: string;
  readonly eventId: string;
  readonly reason: string;
}

const PARKED = `
  SELECT h.id, p.topic, p.subject, p.state, h.event_id AS "eventId", h.type, p.error_code AS "errorCode", p.reason, p.problems, p.attempts,
         p.parked_at AS since, CASE WHEN p.state = 'waiting' THEN p.next_attempt_at END AS "nextAttemptAt",
         (SELECT count(*)::int FROM parked_message m WHERE m.consumer = p.consumer AND m.topic = p.topic AND m.subject = p.subject) AS messages
  FROM parked_subject p CROSS JOIN LATERAL (
    SELECT id, event_id, type FROM parked_message m
    WHERE m.consumer = p.consumer AND m.topic = p.topic AND m.subject = p.subject ORDER BY id LIMIT 1) h
  WHERE p.consumer = $1 AND h.id > $2 AND ($4::text IS NULL OR p.state = $4) AND ($5::text IS NULL OR p.error_code = $5)
    AND ($6::text IS NULL OR p.topic = $6) AND ($7::text IS NULL OR p.subject = $7)
  ORDER BY h.id LIMIT $3`;

/** What operators read of one service's messages. */
export class MessageLists {
  constructor(
    private readonly transaction: Transaction,
    private readonly service: string,
  ) {}

  async parked({ cursor, limit, state, errorCode, topic, subject }: ParkedQuery): Promise<Page<ParkedItem>> {
    const conditions = [state, errorCode, topic, subject].map((condition) => condition ?? null);
    return pageOf(await this.transaction.read<ParkedItem>(PARKED, [this.service, cursor, limit + 1, ...conditions]), limit, ({ id }) => id);
  }

  async outbox({ cursor, limit }: PageQuery): Promise<Page<OutboxItem>> {
    const rows = await this.transaction.read<OutboxItem>(
      `SELECT position, topic, subject, headers->>'ce_type' AS type, added_at AS "addedAt", refusal FROM outbox
       WHERE position > $1 ORDER BY position LIMIT $2`,
      [cursor, limit + 1],
    );
    return pageOf(rows, limit, ({ position }) => position);
  }

  async acts({ cursor, limit }: PageQuery): Promise<Page<ActItem>> {
    const rows = await this.transaction.read<ActItem>(
      `SELECT id, at, actor, act, topic, subject, event_id AS "eventId", reason FROM message_act WHERE id > $1 ORDER BY id LIMIT $2`,
      [cursor, limit + 1],
    );
    return pageOf(rows, limit, ({ id }) => id);
  }
}

// One row more than the page was asked for: it tells whether there is another.
function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const last = rows[limit - 1];
  return { items: rows.slice(0, limit), nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
