import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { Attempts } from './non-contact.rules';

@Injectable()
export class ContactRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Attempts of the service that found nobody since the two last spoke. What was agreed and missed is none (CL-16). */
  attemptsOf(caseId: string, lastKeptAt: Date | null): Promise<Attempts[]> {
    return this.transaction.read<Attempts>(
      `SELECT mode, count(*)::int AS count FROM contact
       WHERE case_id = $1 AND outcome = 'missed' AND missed_by IS NULL AND ($2::timestamptz IS NULL OR at > $2)
       GROUP BY mode ORDER BY mode`,
      [caseId, lastKeptAt],
    );
  }
}
