import { Injectable } from '@nestjs/common';
import type { MessageDiscarded, MessageParked, MessageRecovered } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import type { ReferralFault } from '../referrals/referral.entity';

/** Messages about a referral that a service could not process: dead until they are handled after all, or discarded. */
@Injectable()
export class StandstillRepository {
  constructor(private readonly transaction: Transaction) {}

  async put({ subject, consumer, topic, eventId }: MessageParked | MessageDiscarded, state: 'dead' | 'discarded'): Promise<void> {
    await this.transaction.query(
      `INSERT INTO standstill (referral_id, consumer, topic, event_id, state) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (referral_id, consumer, topic, event_id) DO UPDATE SET state = excluded.state`,
      [subject, consumer, topic, eventId, state],
    );
  }

  /** The service goes on with the referral's messages of that topic; what was discarded stays so. */
  async removeDead({ subject, consumer, topic }: MessageRecovered): Promise<void> {
    await this.transaction.query(`DELETE FROM standstill WHERE referral_id = $1 AND consumer = $2 AND topic = $3 AND state = 'dead'`, [
      subject,
      consumer,
      topic,
    ]);
  }

  async faultOf(referralId: string): Promise<ReferralFault | null> {
    const [row] = await this.transaction.query<{ state: 'dead' | 'discarded' }>(
      `SELECT state FROM standstill WHERE referral_id = $1 ORDER BY state = 'dead' DESC LIMIT 1`,
      [referralId],
    );
    if (!row) return null;
    return row.state === 'dead' ? 'stands-still' : 'set-aside';
  }
}
