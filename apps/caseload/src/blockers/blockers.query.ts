import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { blockerViewOf } from './blocker-view.mapper';
import type { BlockerView } from './blocker.dto';
import { BlockerRepository } from './blocker.repository';

/** What support waits and has waited for (CL-19). */
@Injectable()
export class BlockersQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly blockers: BlockerRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  list(caseId: string, caller: Principal): Promise<BlockerView[]> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      await this.audit.record({ by: caller, action: 'read-blockers', entity: 'case', entityId: caseId });
      return (await this.blockers.ofCase(caseId)).map(blockerViewOf);
    });
  }
}
