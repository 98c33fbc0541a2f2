import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import { planViewFor } from './plan-view.mapper';
import type { PlanView } from './plan.dto';
import { Plan } from './plan.entity';
import { PlanDraftExistsError } from './plan.errors';
import { PlanRepository } from './plan.repository';
import { keepingRestricted, seesRestricted } from './restricted.rules';
import { SettleContentService } from './settle-content.service';
import type { ToldContent } from './told-content.rules';

/** Begins the plan of a case, or its next version, which starts as a copy of the agreed one (CL-08). */
@Injectable()
export class DraftPlanService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly plans: PlanRepository,
    private readonly content: SettleContentService,
    private readonly reach: ReachQuery,
  ) {}

  async execute(caseId: string, told: ToldContent, by: Principal, now: Date): Promise<PlanView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'draft-plan' }, async (locked) => {
      statusAfter('write-plan', locked.case.status);
      const newest = await this.plans.newestOf(locked.case.id);
      if (newest && !newest.isAgreed) throw new PlanDraftExistsError(newest.version);
      const draft = Plan.draft(locked.case.id, newest, now);
      const settled = await this.content.execute(told, draft, locked, now);
      const sees = seesRestricted(by, reach.workerId, locked.case.workerId);
      Object.assign(draft, sees ? settled : keepingRestricted(settled, draft));
      await this.plans.insert(draft);
      return planViewFor(sees, draft);
    });
  }
}
