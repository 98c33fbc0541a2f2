import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { MessagePreferenceRow } from './message-preference.entity';
import { PersonMessage } from './person-message.entity';
import type { Channel, MessagePreference } from './person-message.rules';

// Rows that another instance is just claiming are skipped; those of an instance that was lost come up again when its lease is over.
const CLAIM = `
  UPDATE person_message SET claim = $1, next_try_at = $2::timestamptz + $3 * interval '1 ms'
  WHERE id = ANY (ARRAY(SELECT id FROM person_message WHERE state = 'queued' AND channel = ANY($4) AND next_try_at <= $2
    ORDER BY next_try_at, id LIMIT $5 FOR UPDATE SKIP LOCKED))
  RETURNING id`;

@Injectable()
export class PersonMessageRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(message: PersonMessage): Promise<void> {
    await this.transaction.manager.insert(PersonMessage, message);
  }

  /** The newest first. */
  ofCase(caseId: string): Promise<PersonMessage[]> {
    return this.transaction.reader.find(PersonMessage, { where: { caseId }, order: { queuedAt: 'DESC', id: 'ASC' } });
  }

  /** Takes messages that are due for as long as the lease; nobody else gets them meanwhile. */
  async claim(claim: string, channels: readonly Channel[], now: Date, leaseMs: number, limit: number): Promise<string[]> {
    const rows = await this.transaction.run(() => this.transaction.query<{ id: string }>(CLAIM, [claim, now, leaseMs, channels, limit]));
    return rows.map(({ id }) => id);
  }

  /** A claimed message; null when another instance has taken it over. */
  held(id: string, claim: string): Promise<PersonMessage | null> {
    return this.transaction.reader.findOneBy(PersonMessage, { id, claim, state: 'queued' });
  }

  async tryAgain({ id }: PersonMessage, claim: string, why: string, nextTryAt: Date): Promise<void> {
    await this.transaction.manager.update(PersonMessage, { id, claim }, { claim: null, why, nextTryAt, attempts: () => 'attempts + 1' });
  }

  /** False when another instance has taken it over. */
  async settle(
    { id, relatedPersonId }: PersonMessage,
    claim: string,
    state: 'sent' | 'failed' | 'skipped',
    why: string | null,
    at: Date,
  ): Promise<boolean> {
    const { affected } = await this.transaction.manager.update(
      PersonMessage,
      { id, claim },
      { claim: null, state, why, relatedPersonId, settledAt: at, attempts: () => 'attempts + 1' },
    );
    return affected === 1;
  }

  async preferenceOf(caseId: string): Promise<MessagePreference> {
    const found = await this.transaction.reader.findOneBy(MessagePreferenceRow, { caseId });
    return { channel: found?.channel ?? null, language: found?.language ?? null };
  }

  async prefer(caseId: string, { channel, language }: MessagePreference): Promise<void> {
    const row = Object.assign(new MessagePreferenceRow(), { caseId, channel, language });
    await this.transaction.manager.upsert(MessagePreferenceRow, row, ['caseId']);
  }

  /** How many wait, by channel. */
  waiting(): Promise<{ channel: Channel; count: number }[]> {
    return this.transaction.read(`SELECT channel, count(*)::int AS count FROM person_message WHERE state = 'queued' GROUP BY channel`);
  }
}
