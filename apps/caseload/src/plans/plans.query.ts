import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { interestsOf } from './plan-content.rules';
import { planSummaryOf, planViewOf } from './plan-view.mapper';
import type { PlanSummary, PlanView } from './plan.dto';
import { PlanRepository } from './plan.repository';

/** A case's plan in its versions, for those who work on the case. */
@Injectable()
export class PlansQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly plans: PlanRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  list(caseId: string, caller: Principal): Promise<PlanSummary[]> {
    return this.reading(caseId, caller, async () => (await this.plans.ofCase(caseId)).map(planSummaryOf));
  }

  read(caseId: string, version: number, caller: Principal): Promise<PlanView> {
    return this.reading(caseId, caller, async () => planViewOf(await this.plans.get(caseId, version)));
  }

  /** What to look for in the directory, as the newest version says (CL-07e). */
  interests(caseId: string, caller: Principal): Promise<string[]> {
    return this.reading(caseId, caller, async () => {
      const newest = await this.plans.newestOf(caseId);
      return newest ? interestsOf(newest) : [];
    });
  }

  /** Part of a person's record: reading it is audited in the same transaction (GV-02). */
  private reading<T>(caseId: string, caller: Principal, read: () => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      const found = await read();
      await this.audit.record({ by: caller, action: 'read-plan', entity: 'case', entityId: caseId });
      return found;
    });
  }
}
