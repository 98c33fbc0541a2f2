import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { PlannedContact } from './planned-contact.entity';

@Injectable()
export class PlannedContactRepository {
  constructor(private readonly transaction: Transaction) {}

  /** One of a case, under that case's lock. */
  async get(id: string, caseId: string): Promise<PlannedContact> {
    const found = isUUID(id) ? await this.transaction.reader.findOneBy(PlannedContact, { id, caseId }) : null;
    if (!found) throw new NotFoundError('contact');
    return found;
  }

  /** All of a case, the earliest first. */
  ofCase(caseId: string): Promise<PlannedContact[]> {
    return this.transaction.reader.find(PlannedContact, { where: { caseId }, order: { at: 'ASC', id: 'ASC' } });
  }

  /** The calls to keep in touch that lie ahead; at most one. */
  nextCallOf(caseId: string): Promise<PlannedContact | null> {
    return this.transaction.reader.findOneBy(PlannedContact, { caseId, state: 'planned', purpose: 'keep-in-touch' });
  }

  /** Stores a new one, or the change of one. */
  async store(planned: PlannedContact): Promise<void> {
    await this.transaction.manager.upsert(PlannedContact, planned, ['id']);
  }

  /** What is still planned on a case. */
  aheadOf(caseId: string): Promise<PlannedContact[]> {
    return this.transaction.reader.find(PlannedContact, { where: { caseId, state: 'planned' }, order: { at: 'ASC', id: 'ASC' } });
  }
}
