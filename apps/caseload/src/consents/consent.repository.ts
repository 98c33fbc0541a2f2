import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Consent } from './consent.entity';

@Injectable()
export class ConsentRepository {
  constructor(private readonly transaction: Transaction) {}

  /** What the person of a case said last on a purpose, whenever it was written down; of the same moment, what was written down later. */
  last(caseId: string, purpose: ConsentPurpose): Promise<Consent | null> {
    return this.transaction.reader.findOne(Consent, { where: { caseId, purpose }, order: { at: 'DESC', position: 'DESC' } });
  }

  /** Every word, in the order of recording. */
  ofCase(caseId: string): Promise<Consent[]> {
    return this.transaction.reader.find(Consent, { where: { caseId }, order: { position: 'ASC' } });
  }

  /** Under the case's lock. */
  async insert(consent: Omit<Consent, 'position'>): Promise<void> {
    const position = (await this.transaction.reader.countBy(Consent, { caseId: consent.caseId })) + 1;
    await this.transaction.manager.insert(Consent, { ...consent, position });
  }
}
