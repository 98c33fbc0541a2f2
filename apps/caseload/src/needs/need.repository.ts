import { Injectable } from '@nestjs/common';
import type { NeedCode } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Need } from './need.entity';

/** Under the case's lock its needs change. */
@Injectable()
export class NeedRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The oldest first. */
  ofCase(caseId: string): Promise<Need[]> {
    return this.transaction.reader.find(Need, { where: { caseId }, order: { addedAt: 'ASC', id: 'ASC' } });
  }

  async save(need: Need): Promise<void> {
    await this.transaction.manager.upsert(Need, need, ['id']);
  }

  /** What must not leave caseload. */
  async sensitiveCodesOf(caseId: string): Promise<ReadonlySet<NeedCode>> {
    const rows = await this.transaction.read<{ code: NeedCode }>(`SELECT code FROM case_need WHERE case_id = $1 AND sensitive`, [caseId]);
    return new Set(rows.map(({ code }) => code));
  }
}
