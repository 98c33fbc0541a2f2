import { Injectable } from '@nestjs/common';
import type { ConsentDecision, ConsentPurpose } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Consent } from './consent.entity';
import { consentHolds } from './consent.rules';

@Injectable()
export class ConsentRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Whether a purpose may be served for the person of a case, now. */
  async holds(caseId: string, purpose: ConsentPurpose): Promise<boolean> {
    const [last] = await this.transaction.read<{ decision: ConsentDecision }>(
      `SELECT decision FROM consent WHERE case_id = $1 AND purpose = $2 ORDER BY position DESC LIMIT 1`,
      [caseId, purpose],
    );
    return consentHolds(purpose, last?.decision);
  }

  /** Every word, the oldest first. */
  ofCase(caseId: string): Promise<Consent[]> {
    return this.transaction.reader.find(Consent, { where: { caseId }, order: { position: 'ASC' } });
  }

  /** Under the case's lock. */
  async insert(consent: Omit<Consent, 'position'>): Promise<void> {
    const position = (await this.transaction.reader.countBy(Consent, { caseId: consent.caseId })) + 1;
    await this.transaction.manager.insert(Consent, { ...consent, position });
  }
}
