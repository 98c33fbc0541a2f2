import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { interestsOf, withoutRestricted } from './plan-content.rules';
import { planSummaryOf, planViewFor } from './plan-view.mapper';
import type { PlanSummary, PlanView } from './plan.dto';
import { PlanRepository } from './plan.repository';
import { seesRestricted } from './restricted.rules';

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
    return this.reading(caseId, caller, async (sees) => planViewFor(sees, await this.plans.get(caseId, version)));
  }

  /** What to look for in the directory, as the newest version says (CL-07e). */
  interests(caseId: string, caller: Principal): Promise<string[]> {
    return this.reading(caseId, caller, async (sees) => {
      const newest = await this.plans.newestOf(caseId);
      return newest ? interestsOf(sees ? newest : withoutRestricted(newest)) : [];
    });
  }

  /** Part of a person's record: reading it is audited in the same transaction (GV-02). */
  private reading<T>(caseId: string, caller: Principal, read: (sees: boolean) => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      const reach = await this.reach.of(caller);
      await this.cases.assertWithin(caseId, reach);
      const found = await read(seesRestricted(caller, reach.workerId, await this.plans.workerOf(caseId)));
      await this.audit.record({ by: caller, action: 'read-plan', entity: 'case', entityId: caseId });
      return found;
    });
  }
}
