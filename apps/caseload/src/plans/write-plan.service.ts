import { Injectable } from '@nestjs/common';
import { VersionConflictError } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import { EMPTY_PLAN, type PlanContent } from './plan-content.rules';
import { planViewFor } from './plan-view.mapper';
import type { PlanView } from './plan.dto';
import { Plan } from './plan.entity';
import { PlanNotNewestError } from './plan.errors';
import { PlanRepository } from './plan.repository';
import { keepingRestricted, seesRestricted } from './restricted.rules';
import { SettleContentService } from './settle-content.service';
import type { ToldContent } from './told-content.rules';

export interface PlanWriting {
  readonly caseId: string;
  readonly version: number;
  readonly told: ToldContent;
  /** Sections that were not told of are emptied, instead of staying as they are. */
  readonly whole: boolean;
  readonly expectedRevision: number | undefined;
}

/** Writes in the newest version of a plan; where the person has agreed to that one, in a new draft that starts as its copy (CL-08). */
@Injectable()
export class WritePlanService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly plans: PlanRepository,
    private readonly content: SettleContentService,
    private readonly reach: ReachQuery,
  ) {}

  async execute({ caseId, version, told, whole, expectedRevision }: PlanWriting, by: Principal, now: Date): Promise<PlanView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'write-plan' }, async (locked) => {
      const named = await this.plans.get(locked.case.id, version);
      if (expectedRevision !== undefined && expectedRevision !== named.revision) throw new VersionConflictError(named.revision);
      statusAfter('write-plan', locked.case.status);
      const newest = await this.plans.newestOf(locked.case.id);
      if (newest && newest.version !== version) throw new PlanNotNewestError(newest.version);
      const settled = await this.content.execute(told, whole ? EMPTY_PLAN : named, locked, now);
      const sees = seesRestricted(by, reach.workerId, locked.case.workerId);
      const kept = sees ? settled : keepingRestricted(settled, named);
      return planViewFor(sees, await this.store(named, kept, now));
    });
  }

  private async store(named: Plan, content: PlanContent, now: Date): Promise<Plan> {
    const plan = named.isAgreed ? Plan.draft(named.caseId, named, now) : named;
    plan.write(content, now);
    await (named.isAgreed ? this.plans.insert(plan) : this.plans.update(plan));
    return plan;
  }
}
