import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import type { Attempt } from './non-contact.rules';

@Injectable()
export class ContactRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Attempts of the service that found nobody, since the referral and since the two last spoke. What was agreed and missed is none (CL-16). */
  attemptsOf({ id, receivedAt, lastKeptAt }: Pick<Case, 'id' | 'receivedAt' | 'lastKeptAt'>): Promise<Attempt[]> {
    return this.transaction.read<Attempt>(
      `SELECT DISTINCT mode, (at AT TIME ZONE 'Europe/London')::date::text AS day FROM contact
       WHERE case_id = $1 AND outcome = 'missed' AND missed_by IS NULL AND at >= $2 AND ($3::timestamptz IS NULL OR at > $3)
       ORDER BY mode, day`,
      [id, receivedAt, lastKeptAt],
    );
  }
}
