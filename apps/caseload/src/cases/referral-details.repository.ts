import { Injectable } from '@nestjs/common';
import type { ReferralDetails } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { RelatedPerson } from '../related-persons/related-person.entity';
import { RelatedPersonRepository } from '../related-persons/related-person.repository';
import { ReferralDetailsRow } from './referral-details.entity';

/** What the referrer wrote, and whom they named with it. */
@Injectable()
export class ReferralDetailsRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly relatedPersons: RelatedPersonRepository,
  ) {}

  async insert(caseId: string, details: ReferralDetails, at: Date): Promise<void> {
    await this.transaction.query(`INSERT INTO referral_details (case_id, details) VALUES ($1, $2)`, [caseId, JSON.stringify(details)]);
    await this.relatedPersons.insert(...details.relatedPersons.map((told) => RelatedPerson.referred(caseId, told, at)));
  }

  async of(caseId: string): Promise<ReferralDetails | null> {
    return (await this.transaction.reader.findOneBy(ReferralDetailsRow, { caseId }))?.details ?? null;
  }
}
