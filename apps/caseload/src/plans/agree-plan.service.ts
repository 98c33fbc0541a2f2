import { Injectable } from '@nestjs/common';
import { PlanAgreed, VersionConflictError } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { ActionRepository } from '../actions/action.repository';
import { eventOf } from '../cases/case-events.mapper';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import { followPlan } from './case-actions.rules';
import type { Agreement } from './plan-agreement.rules';
import { planViewFor } from './plan-view.mapper';
import type { PlanView } from './plan.dto';
import { PlanRepository } from './plan.repository';
import { seesRestricted } from './restricted.rules';

export interface AgreementToRecord {
  readonly caseId: string;
  readonly version: number;
  readonly agreement: Agreement;
  readonly expectedRevision: number | undefined;
}

/** Puts on record that the person has agreed to a version of their plan (CL-08). What is due in it becomes actions of the case; the sender hears that there is a plan, not what it says. */
@Injectable()
export class AgreePlanService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly plans: PlanRepository,
    private readonly actions: ActionRepository,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
  ) {}

  async execute({ caseId, version, agreement, expectedRevision }: AgreementToRecord, by: Principal, now: Date): Promise<PlanView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'agree-plan' }, async ({ case: found, actions: open }) => {
      const plan = await this.plans.get(found.id, version);
      if (expectedRevision !== undefined && expectedRevision !== plan.revision) throw new VersionConflictError(plan.revision);
      statusAfter('agree-plan', found.status);
      plan.agree(agreement, by.subject, now);
      await this.plans.update(plan);
      open.push(...followPlan(plan, open, await this.actions.ofCase(found.id), now));
      const { id: planId } = plan;
      const { referralId } = found;
      await this.outbox.add(eventOf(PlanAgreed, { referralId, caseId: found.id, planId, version, agreedAt: now.toISOString() }));
      return planViewFor(seesRestricted(by, reach.workerId, found.workerId), plan);
    });
  }
}
