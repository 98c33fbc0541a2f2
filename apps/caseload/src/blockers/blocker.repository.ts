import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { CaseBlocker } from './case-blocker.entity';

@Injectable()
export class BlockerRepository {
  constructor(private readonly transaction: Transaction) {}

  ofCase(caseId: string): Promise<CaseBlocker[]> {
    return this.transaction.reader.find(CaseBlocker, { where: { caseId }, order: { since: 'ASC', id: 'ASC' } });
  }

  async get(id: string, caseId: string): Promise<CaseBlocker> {
    const found = isUUID(id) ? await this.transaction.reader.findOneBy(CaseBlocker, { id, caseId }) : null;
    if (!found) throw new NotFoundError('blocker');
    return found;
  }

  async insert(blocker: CaseBlocker): Promise<void> {
    await this.transaction.manager.insert(CaseBlocker, blocker);
  }

  async update({ id, expectedBy, endedAt }: CaseBlocker): Promise<void> {
    await this.transaction.manager.update(CaseBlocker, { id }, { expectedBy, endedAt });
  }
}
