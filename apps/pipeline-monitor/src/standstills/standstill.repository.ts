import { Injectable } from '@nestjs/common';
import type { MessageParked } from '#libs/contracts';
import { Transaction } from '#libs/platform';

/** Which messages stand still: those of one subject and topic, at one service. */
export interface Line {
  readonly consumer: string;
  readonly topic: string;
  readonly subject: string;
}

@Injectable()
export class StandstillRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The same message again keeps its `since`. */
  async put({ consumer, topic, subject, eventId, type, state, errorCode, attempts, at }: MessageParked): Promise<void> {
    await this.transaction.query(
      `INSERT INTO standstill AS s (consumer, topic, subject, event_id, type, state, error_code, attempts, since) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (consumer, topic, subject) DO UPDATE SET
         since = CASE WHEN s.event_id = excluded.event_id THEN s.since ELSE excluded.since END,
         event_id = excluded.event_id, type = excluded.type, state = excluded.state, error_code = excluded.error_code, attempts = excluded.attempts`,
      [consumer, topic, subject, eventId, type, state, errorCode, attempts, at],
    );
  }

  async setWaiting({ consumer, topic, subject }: Line): Promise<void> {
    await this.transaction.query(`UPDATE standstill SET state = 'waiting' WHERE consumer = $1 AND topic = $2 AND subject = $3`, [
      consumer,
      topic,
      subject,
    ]);
  }

  async remove({ consumer, topic, subject }: Line): Promise<void> {
    await this.transaction.query(`DELETE FROM standstill WHERE consumer = $1 AND topic = $2 AND subject = $3`, [consumer, topic, subject]);
  }
}
