import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { HandOver } from './hand-over.entity';

@Injectable()
export class HandOverRepository {
  constructor(private readonly transaction: Transaction) {}

  ofCase(caseId: string): Promise<HandOver[]> {
    return this.transaction.reader.find(HandOver, { where: { caseId }, order: { startedAt: 'ASC', id: 'ASC' } });
  }

  waiting(caseId: string): Promise<HandOver | null> {
    return this.transaction.reader.findOneBy(HandOver, { caseId, state: 'waiting' });
  }

  async get(id: string, caseId: string): Promise<HandOver> {
    const isId = isUUID(id) && isUUID(caseId);
    const found = isId ? await this.transaction.reader.findOneBy(HandOver, { id, caseId }) : null;
    if (!found) throw new NotFoundError('hand-over');
    return found;
  }

  async insert(started: HandOver): Promise<void> {
    await this.transaction.manager.insert(HandOver, started);
  }

  async update({ id, state, settledAt }: HandOver): Promise<void> {
    await this.transaction.manager.update(HandOver, { id }, { state, settledAt });
  }
}
