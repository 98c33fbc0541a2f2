import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Channel, MessageState } from '../person-messages/person-message.rules';
import { UrgentMessage } from './urgent-message.entity';

// Rows that another instance is just claiming are skipped; those of an instance that was lost come up again when its lease is over.
const CLAIM = `
  UPDATE urgent_message SET claim = $1, next_try_at = $2::timestamptz + $3 * interval '1 ms'
  WHERE id = ANY (ARRAY(SELECT id FROM urgent_message WHERE state = 'queued' AND channel = ANY($4) AND next_try_at <= $2
    ORDER BY next_try_at, id LIMIT $5 FOR UPDATE SKIP LOCKED))
  RETURNING id`;

@Injectable()
export class UrgentMessageRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(messages: readonly UrgentMessage[]): Promise<void> {
    await this.transaction.manager.insert(UrgentMessage, [...messages]);
  }

  /** The newest first. */
  ofSources(sources: readonly string[]): Promise<UrgentMessage[]> {
    return this.transaction.read(
      `SELECT source, occasion, part, name, channel, state, why, queued_at AS "queuedAt" FROM urgent_message
       WHERE source = ANY($1) ORDER BY queued_at DESC, part, name, channel`,
      [sources],
    );
  }

  /** What it was about is settled: what has not gone need not go any more. */
  async skip(source: string, why: string, at: Date): Promise<void> {
    await this.transaction.manager.update(
      UrgentMessage,
      { source, state: 'queued' },
      { state: 'skipped', why, settledAt: at, claim: null },
    );
  }

  /** Takes messages that are due for as long as the lease; nobody else gets them meanwhile. */
  async claim(claim: string, channels: readonly Channel[], now: Date, leaseMs: number, limit: number): Promise<string[]> {
    const rows = await this.transaction.run(() => this.transaction.query<{ id: string }>(CLAIM, [claim, now, leaseMs, channels, limit]));
    return rows.map(({ id }) => id);
  }

  /** A claimed message; null when another instance has taken it over, or it need not go any more. */
  held(id: string, claim: string): Promise<UrgentMessage | null> {
    return this.transaction.reader.findOneBy(UrgentMessage, { id, claim, state: 'queued' });
  }

  /** Puts on record what came of an attempt; nothing when another instance has taken it over. */
  async attempted(
    { id }: UrgentMessage,
    claim: string,
    came: { readonly state: MessageState; readonly why: string | null; readonly settledAt: Date | null; readonly nextTryAt?: Date },
  ): Promise<void> {
    await this.transaction.run(() =>
      this.transaction.manager.update(UrgentMessage, { id, claim }, { ...came, claim: null, attempts: () => 'attempts + 1' }),
    );
  }
}
