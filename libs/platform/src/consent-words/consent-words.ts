import { Injectable } from '@nestjs/common';
import type { ConsentDecision, ConsentPurpose, ConsentRecorded } from '#libs/contracts';
import { Transaction } from '../database/transaction';

const KEEP = `
  INSERT INTO consent_word (consent_id, referral_id, purpose, decision, at, sequence) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (consent_id) DO NOTHING`;

const LAST = `SELECT decision FROM consent_word WHERE referral_id = $1 AND purpose = $2 ORDER BY at DESC, sequence DESC LIMIT 1`;

/**
 * Every word of a person on the use of their data, in the services beside caseload. The one that was said last counts, whenever it was
 * written down; of two that were said at the same moment, the one written down later. A service that uses it lists
 * `consentWordsMigrations` and hands it `ConsentRecorded`.
 */
@Injectable()
export class ConsentWords {
  constructor(private readonly transaction: Transaction) {}

  /** `sequence`: of the message that told of it. */
  async keep({ consentId, referralId, purpose, decision, at }: ConsentRecorded, sequence: number): Promise<void> {
    await this.transaction.query(KEEP, [consentId, referralId, purpose, decision, at, sequence]);
  }

  /** What counts now; undefined while nothing was said. */
  async last(referralId: string, purpose: ConsentPurpose): Promise<ConsentDecision | undefined> {
    const [last] = await this.transaction.read<{ decision: ConsentDecision }>(LAST, [referralId, purpose]);
    return last?.decision;
  }
}
