import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { callBackViewOf } from './call-back-view.mapper';
import type { CallBackView } from './call-back.dto';
import { CallBackRepository } from './call-back.repository';

/** What one person was promised. */
@Injectable()
export class CallBacksQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly callBacks: CallBackRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  /** Part of a person's record: reading it is audited. */
  ofCase(caseId: string, caller: Principal): Promise<CallBackView[]> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      const promised = await this.callBacks.ofCase(caseId);
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
      return promised.map(callBackViewOf);
    });
  }
}
