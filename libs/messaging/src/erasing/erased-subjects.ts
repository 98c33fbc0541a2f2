import type { Transaction } from '#libs/platform';
import type { ParkingNews } from '../parking/parking-news';
import type { Message } from '../transport/message';

/**
 * Subjects, such as referrals, whose records this service has erased for good. What still comes of them, from whatever topic and however
 * late, is settled without being handled: it could only bring back what was erased. The inbox says so (`erased`).
 */
export class ErasedSubjects {
  constructor(
    private readonly transaction: Transaction,
    private readonly news: ParkingNews,
  ) {}

  /** In the transaction that erases their records. Takes what is parked of them away, and what the bus has refused. */
  async add(subjects: readonly string[]): Promise<void> {
    await this.transaction.query(`INSERT INTO erased_subject (subject) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`, [subjects]);
    await this.transaction.query(`DELETE FROM outbox WHERE refusal IS NOT NULL AND subject = ANY ($1)`, [subjects]);
    const lines = await this.transaction.query<{ topic: string; subject: string }>(
      `DELETE FROM parked_subject WHERE subject = ANY ($1) RETURNING topic, subject`,
      [subjects],
    );
    await this.transaction.query(`DELETE FROM parked_message WHERE subject = ANY ($1)`, [subjects]);
    for (const line of lines) await this.news.recovered(line);
  }

  /** Which of the messages' subjects are erased. */
  among(messages: readonly Message[]): Promise<Set<string>> {
    return this.of(messages.map(({ context }) => context.subject));
  }

  /** Which of these subjects are erased. */
  async of(subjects: readonly string[]): Promise<Set<string>> {
    const sql = `SELECT subject FROM erased_subject WHERE subject = ANY ($1::text[])`;
    return new Set((await this.transaction.query<{ subject: string }>(sql, [subjects])).map(({ subject }) => subject));
  }
}
