import { Injectable } from '@nestjs/common';
import type { ContactMode } from '#libs/contracts';
import { Transaction } from '#libs/platform';

/** How often one way of reaching the person was tried in vain. */
export interface Attempts {
  readonly mode: ContactMode;
  readonly count: number;
}

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
