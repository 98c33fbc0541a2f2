import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { ClinicalCareCheck } from './clinical-care.entity';
import { Risk } from './risk.entity';

// A refer-back about it since it was raised answers a risk, and so does a clinician's sign-off. One that waits keeps the case open by itself.
const UNANSWERED = `
  SELECT r.id, r.code FROM case_risk r WHERE r.case_id = $1 AND r.active AND r.signed_off_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM refer_back b WHERE b.case_id = r.case_id AND b.reason = r.code AND b.referred_at >= r.raised_at) ORDER BY r.raised_at, r.id`;

/** Under the case's lock its risks change. */
@Injectable()
export class RiskRepository {
  constructor(private readonly transaction: Transaction) {}

  ofCase(caseId: string): Promise<Risk[]> {
    return this.transaction.reader.find(Risk, { where: { caseId }, order: { raisedAt: 'ASC', id: 'ASC' } });
  }

  async save(risk: Risk): Promise<void> {
    await this.transaction.manager.upsert(Risk, risk, ['id']);
  }

  /** The active risks that keep a case from being completed. */
  unansweredOf(caseId: string): Promise<{ id: string; code: string }[]> {
    return this.transaction.read(UNANSWERED, [caseId]);
  }

  checksOf(caseId: string): Promise<ClinicalCareCheck[]> {
    return this.transaction.reader.find(ClinicalCareCheck, { where: { caseId }, order: { at: 'ASC', id: 'ASC' } });
  }

  async addCheck(check: ClinicalCareCheck): Promise<void> {
    await this.transaction.manager.insert(ClinicalCareCheck, check);
  }
}
