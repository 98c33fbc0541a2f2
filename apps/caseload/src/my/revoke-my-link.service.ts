import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { MyLinkRepository } from './my-link.repository';

/** Takes the link to a person's own page away, with every browser in which it is open. */
@Injectable()
export class RevokeMyLinkService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly links: MyLinkRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  execute(caseId: string, by: Principal, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      await this.cases.lock(caseId, await this.reach.of(by));
      const link = await this.links.workingOf(caseId);
      if (!link) return;
      link.revoke(now);
      await this.links.update(link);
      await this.audit.record({ by, action: 'revoke-my-link', entity: 'case', entityId: caseId });
    });
  }
}
