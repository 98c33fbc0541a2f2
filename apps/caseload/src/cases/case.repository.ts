import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { In, IsNull, Not, type FindOptionsWhere } from 'typeorm';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { isSensitiveNeed, SENSITIVE_NEEDS } from '../needs/need-sensitivity.rules';
import type { Reach } from '../workers/reach.query';
import { Case } from './case.entity';

@Injectable()
export class CaseRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Locks the case's row until the transaction ends: whoever changes a case, its contacts or its connections does this first. */
  async lock(id: string, reach: Reach | null): Promise<Case> {
    if (!isUUID(id)) throw new NotFoundError('case');
    const found = await this.transaction.manager.findOne(Case, { where: { id, ...within(reach) }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw new NotFoundError('case');
    return found;
  }

  /** Refuses (404) a case that does not exist or lies outside the reach; for reading what belongs to a case. */
  async assertWithin(id: string, reach: Reach): Promise<void> {
    if (!isUUID(id) || !(await this.isWithin(id, reach))) throw new NotFoundError('case');
  }

  isWithin(id: string, reach: Reach): Promise<boolean> {
    return this.transaction.reader.existsBy(Case, { id, ...within(reach) });
  }

  /** There was a first conversation with the person. */
  isSpokenTo(id: string): Promise<boolean> {
    return this.transaction.reader.existsBy(Case, { id, firstContactAt: Not(IsNull()) });
  }

  async idOfReferral(referralId: string): Promise<string | null> {
    const found = await this.transaction.reader.findOne(Case, { where: { referralId }, select: { id: true } });
    return found?.id ?? null;
  }

  /** A case begins with the needs that the person was referred for, each open and as sensitive as its code says; what is sensitive no list shows (CL-39). */
  async insert(opened: Case): Promise<void> {
    const { id, needs, openedAt } = opened;
    opened.needs = needs.filter((code) => !isSensitiveNeed(code));
    await this.transaction.manager.insert(Case, opened);
    await this.transaction.query(
      `INSERT INTO case_need (id, case_id, code, status, sensitive, added_at, at)
       SELECT gen_random_uuid(), $1, code, 'open', code = ANY($4), $3, $3 FROM (SELECT DISTINCT unnest($2::text[]) AS code) told`,
      [id, needs, openedAt, SENSITIVE_NEEDS],
    );
  }

  async update(changed: Case): Promise<void> {
    await this.transaction.manager.update(Case, { id: changed.id }, changed);
  }
}

function within(reach: Reach | null): FindOptionsWhere<Case> {
  if (reach === null) return {};
  return { organisationId: reach.organisationId, ...(reach.schemeIds === null ? {} : { schemeId: In([...reach.schemeIds]) }) };
}
