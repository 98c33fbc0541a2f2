import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TOPICS, type MessageParked } from '#libs/contracts';
import { Transaction } from '#libs/platform';

/** Which messages an alert is about: those of one subject and topic, at one service. */
export interface AlertedLine {
  readonly consumer: string;
  readonly topic: string;
  readonly subject: string;
  readonly at: string;
}

/** Topics whose subject is a referral. */
const OF_REFERRALS: ReadonlySet<string> = new Set([TOPICS.referral, TOPICS.case, TOPICS.task, TOPICS.measurement]);

@Injectable()
export class AlertRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Opens an alert for the operators; while one is open for these messages it tells of the newest of them. */
  async raise({ consumer, topic, subject, eventId, type, errorCode, at }: MessageParked): Promise<void> {
    const code = OF_REFERRALS.has(topic) ? 'referral-stands-still' : 'messages-stand-still';
    await this.transaction.query(
      `INSERT INTO alert (id, code, owner, consumer, topic, subject, event_id, type, error_code, raised_at) VALUES ($1, $2, 'operator', $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (consumer, topic, subject) WHERE closed_at IS NULL DO UPDATE SET
         event_id = excluded.event_id, type = excluded.type, error_code = excluded.error_code`,
      [randomUUID(), code, consumer, topic, subject, eventId, type, errorCode, at],
    );
  }

  /** Closes the open alert, if there is one. */
  async close({ consumer, topic, subject, at }: AlertedLine, outcome: 'recovered' | 'discarded'): Promise<void> {
    await this.transaction.query(
      `UPDATE alert SET closed_at = $4, outcome = $5 WHERE consumer = $1 AND topic = $2 AND subject = $3 AND closed_at IS NULL`,
      [consumer, topic, subject, at, outcome],
    );
  }
}
