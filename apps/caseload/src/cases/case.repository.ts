import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { In } from 'typeorm';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import type { Reach } from '../workers/reach.query';
import { Case } from './case.entity';

@Injectable()
export class CaseRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Locks the case's row until the transaction ends: whoever changes a case, its contacts or its connections does this first. */
  async lock(id: string, reach: Reach | null): Promise<Case> {
    if (!isUUID(id)) throw new NotFoundError('case');
    const within =
      reach === null
        ? {}
        : { organisationId: reach.organisationId, ...(reach.schemeIds === null ? {} : { schemeId: In([...reach.schemeIds]) }) };
    const found = await this.transaction.manager.findOne(Case, { where: { id, ...within }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new NotFoundError('case');
    return found;
  }

  async idOfReferral(referralId: string): Promise<string | null> {
    const found = await this.transaction.reader.findOne(Case, { where: { referralId }, select: { id: true } });
    return found?.id ?? null;
  }

  async insert(opened: Case): Promise<void> {
    await this.transaction.manager.insert(Case, opened);
  }

  async update(changed: Case): Promise<void> {
    await this.transaction.manager.update(Case, { id: changed.id }, changed);
  }
}
