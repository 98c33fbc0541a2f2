import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { In } from 'typeorm';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { CallBack } from './call-back.entity';

@Injectable()
export class CallBackRepository {
  constructor(private readonly transaction: Transaction) {}

  /** One of a case, under that case's lock. */
  async get(id: string, caseId: string): Promise<CallBack> {
    const found = isUUID(id) ? await this.transaction.reader.findOneBy(CallBack, { id, caseId }) : null;
    if (!found) throw new NotFoundError('call-back');
    return found;
  }

  ofCase(caseId: string): Promise<CallBack[]> {
    return this.transaction.reader.find(CallBack, { where: { caseId }, order: { fromAt: 'ASC', id: 'ASC' } });
  }

  /** Those that a call may settle: promised, or missed as far as was known. */
  unsettledOf(caseId: string): Promise<CallBack[]> {
    const where = { caseId, state: In(['promised', 'missed-by-service']) };
    return this.transaction.reader.find(CallBack, { where, order: { fromAt: 'ASC', id: 'ASC' } });
  }

  async insert(promised: CallBack): Promise<void> {
    await this.transaction.manager.insert(CallBack, promised);
  }

  async update(changed: CallBack): Promise<void> {
    await this.transaction.manager.update(CallBack, { id: changed.id }, changed);
  }
}
