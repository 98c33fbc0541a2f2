import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import type { ConsentList } from './consent.dto';
import { ConsentRepository } from './consent.repository';
import { purposesOf } from './consent.rules';

/** What the person consents to now, and every word they said on it. Part of their record: reading it is audited. */
@Injectable()
export class ConsentsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly consents: ConsentRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  ofCase(caseId: string, caller: Principal): Promise<ConsentList> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      const words = await this.consents.ofCase(caseId);
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
      const items = words.map(({ id, purpose, decision, at, howGiven, byWhom, givenBy, reason, codeReadOutBy, recordedAt }) => ({
        ...{ id, purpose, decision, howGiven, byWhom, givenBy, reason, codeReadOutBy },
        at: at.toISOString(),
        recordedAt: recordedAt.toISOString(),
      }));
      return { purposes: purposesOf(words, await this.cases.isSpokenTo(caseId)), items };
    });
  }
}
