import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';

/** Legal holds: while one stands nothing of the person is erased, whoever asks and whatever the schedule says. */
@Injectable()
export class LegalHoldRepository {
  constructor(private readonly transaction: Transaction) {}

  /** One act on a person's records at a time, until the transaction ends. */
  async lock(personId: string): Promise<void> {
    await this.transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended('records of ' || $1::uuid, 0))`, [personId]);
  }

  async isHeld(personId: string): Promise<boolean> {
    return (
      (await this.transaction.read(`SELECT 1 FROM legal_hold WHERE person_id = $1 AND ended_at IS NULL LIMIT 1`, [personId])).length > 0
    );
  }

  /** Each organisation has its own hold; a second one of the same is none. */
  async place(personId: string, reason: string, by: Principal, now: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO legal_hold (person_id, organisation_id, reason, placed_by, placed_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id, organisation_id) WHERE ended_at IS NULL DO NOTHING`,
      [personId, by.organisationId, reason, by.subject, now],
    );
  }

  async end(personId: string, reason: string, by: Principal, now: Date): Promise<void> {
    await this.transaction.query(
      `UPDATE legal_hold SET ended_at = $5, ended_by = $4, end_reason = $3 WHERE person_id = $1 AND organisation_id = $2 AND ended_at IS NULL`,
      [personId, by.organisationId, reason, by.subject, now],
    );
  }
}
