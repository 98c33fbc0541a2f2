import { InvalidRequestError } from '#libs/contracts';
import type { AuditService, Principal, Transaction } from '#libs/platform';
import type { Act, NamedMessage, ParkingNews } from '../parking/parking-news';
import type { OperatorAct, RefusedAct } from './messages.dto';

export interface Outcome {
  readonly dryRun: boolean;
  /** First messages that fit: as many subjects. */
  readonly matched: number;
  /** With those that queue behind them. */
  readonly messages: number;
}

interface Matched extends NamedMessage {
  readonly id: string;
  readonly messages: number;
}

const LINE = `consumer = $1 AND topic = $2 AND subject = $3`;

// The subjects are locked first, so that no retry takes the head while an operator decides on it.
const MATCH = `
  WITH line AS (
    SELECT consumer, topic, subject FROM parked_subject
    WHERE consumer = $1 AND state = ANY($2::text[]) AND ($3::text IS NULL OR error_code = $3) AND ($4::text IS NULL OR topic = $4)
      AND ($5::text IS NULL OR subject = $5) AND ($6::timestamptz IS NULL OR parked_at >= $6) AND ($7::timestamptz IS NULL OR parked_at < $7)
    ORDER BY topic, subject FOR UPDATE)
  SELECT h.id, l.topic, l.subject, h.event_id AS "eventId", h.type, h.messages FROM line l CROSS JOIN LATERAL (
    SELECT id, event_id, type, count(*) OVER ()::int AS messages FROM parked_message m
    WHERE m.consumer = l.consumer AND m.topic = l.topic AND m.subject = l.subject ORDER BY id LIMIT 1) h
  WHERE $8::bigint[] IS NULL OR h.id = ANY($8) ORDER BY h.id`;

/** What operators do with parked messages: each act first as a dry run, then with a reason, an audit entry, and no faster than told. */
export class MessageActs {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
    private readonly service: string,
    private readonly news: ParkingNews,
    private readonly done: () => void,
  ) {}

  /** Dead or waiting, the first message is tried again as if it had just come; the rest of its subject follows. */
  redrive(act: OperatorAct, by: Principal): Promise<Outcome> {
    return this.onEach('redrive', ['dead', 'waiting'], act, by, (line, index) =>
      this.again(line, Math.floor((index * 1000) / act.perSecond)),
    );
  }

  /** The dead first message is taken out for good; its inbox row stays, so that a double of it is not handled either. */
  discard(act: OperatorAct, by: Principal): Promise<Outcome> {
    return this.onEach('discard', ['dead'], act, by, async (line) => {
      await this.transaction.query(`DELETE FROM parked_message WHERE id = $1`, [line.id]);
      await this.again(line, 0);
    });
  }

  /** What the bus refused for good is offered to it again, with its subject. */
  async resend({ positions, reason, dryRun }: RefusedAct, by: Principal): Promise<Outcome> {
    const matched = await this.transaction.run(async () => {
      const rows = await this.transaction.query<Matched>(
        `SELECT position AS id, topic, subject, headers->>'ce_id' AS "eventId", headers->>'ce_type' AS type, 1 AS messages FROM outbox
         WHERE refusal IS NOT NULL AND position = ANY($1::bigint[]) ORDER BY position FOR UPDATE`,
        [positions],
      );
      if (dryRun) return rows;
      await this.record('resend', rows, reason, by);
      await this.transaction.query(`UPDATE outbox SET refusal = NULL WHERE position = ANY($1::bigint[])`, [rows.map(({ id }) => id)]);
      return rows;
    });
    return { dryRun, matched: matched.length, messages: matched.length };
  }

  private async onEach(
    name: Act,
    states: readonly string[],
    act: OperatorAct,
    by: Principal,
    work: (line: Matched, index: number) => Promise<void>,
  ): Promise<Outcome> {
    const { ids, consumer, errorCode, topic, subject, from, to, dryRun, reason } = act;
    const conditions = [errorCode, topic, subject, from, to, ids];
    if ([consumer, ...conditions].every((condition) => condition === undefined)) {
      const detail = 'say which messages: ids, consumer, errorCode, topic, subject, from or to';
      throw new InvalidRequestError([{ pointer: '', code: 'condition-missing', detail }]);
    }
    if (consumer !== undefined && consumer !== this.service) return { dryRun, matched: 0, messages: 0 };
    const matched = await this.transaction.run(async () => {
      const lines = await this.transaction.query<Matched>(MATCH, [
        this.service,
        states,
        ...conditions.map((condition) => condition ?? null),
      ]);
      if (dryRun) return lines;
      for (const [index, line] of lines.entries()) await work(line, index);
      await this.record(name, lines, reason, by);
      this.transaction.afterCommit(this.done);
      return lines;
    });
    return { dryRun, matched: matched.length, messages: matched.reduce((sum, { messages }) => sum + messages, 0) };
  }

  private async again({ topic, subject }: Matched, afterMs: number): Promise<void> {
    await this.transaction.query(
      `UPDATE parked_subject SET state = 'waiting', attempts = 0, parked_at = clock_timestamp(), next_attempt_at = clock_timestamp() + $4 * interval '1 ms' WHERE ${LINE}`,
      [this.service, topic, subject, afterMs],
    );
  }

  // In the order of subjects, the same for everybody: telling of one locks its place in the outbox.
  private async record(act: Act, messages: readonly NamedMessage[], reason: string, by: Principal): Promise<void> {
    const ordered = [...messages].sort((a, b) => (a.subject < b.subject ? -1 : 1));
    for (const message of ordered) {
      const { topic, subject, eventId } = message;
      await this.transaction.query(
        `INSERT INTO message_act (actor, act, topic, subject, event_id, reason) VALUES ($1, $2, $3, $4, $5, $6)`,
        [by.subject, act, topic, subject, eventId, reason],
      );
      await this.audit.record({ by, action: act, entity: 'message', entityId: eventId });
      await this.news.done(act, message, by.subject);
    }
  }
}
