import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, violatedUnique, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import type { SignpostingView } from './signposting.dto';
import { Signposting } from './signposting.entity';
import { SignpostingConvertedError, SignpostingRefusedError } from './signposting.errors';
import { signpostingViewOf } from './signposting-view.mapper';

/**
 * A brief contact turned out to need more: it belongs to the case that the person's referral has opened (CL-30). The referral
 * comes by its own door, so that it counts once, like every other.
 */
@Injectable()
export class ConvertSignpostingService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  async execute(id: string, caseId: string, by: Principal, now: Date): Promise<SignpostingView> {
    const reach = await this.reach.of(by);
    try {
      return await this.transaction.run(async () => {
        const { organisationId, schemeIds } = reach;
        const where = { id, organisationId };
        const found = isUUID(id)
          ? await this.transaction.manager.findOne(Signposting, { where, lock: { mode: 'pessimistic_write' } })
          : null;
        if (!found || (schemeIds !== null && !schemeIds.includes(found.schemeId))) throw new NotFoundError('signposting');
        const { schemeId } = await this.cases.lock(caseId, reach);
        if (found.caseId !== null) throw new SignpostingConvertedError('This contact has become a case already.');
        if (schemeId !== found.schemeId) throw new SignpostingRefusedError([OTHER_SCHEME]);
        Object.assign(found, { caseId, convertedAt: now });
        await this.transaction.manager.update(Signposting, { id }, { caseId, convertedAt: now });
        await this.audit.record({ by, action: 'convert', entity: 'signposting', entityId: id });
        return signpostingViewOf(found);
      });
    } catch (error) {
      if (violatedUnique(error) === 'signposting_one_case') throw new SignpostingConvertedError('The case has come of another contact.');
      throw error;
    }
  }
}

const OTHER_SCHEME = { pointer: '/caseId', code: 'other-scheme', detail: 'The case belongs to another scheme than the contact.' };
