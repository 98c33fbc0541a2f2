import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { Action } from '../actions/action.entity';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { followUpBy } from '../clocks/service-levels.rules';
import { ReachQuery } from '../workers/reach.query';
import type { CareAnswer, CareStage } from './clinical-care.entity';
import { RiskRepository } from './risk.repository';

/** Records the answer to the safeguard question; care that is missing becomes an action to seek it (CL-23). */
@Injectable()
export class AnswerClinicalCareService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly risks: RiskRepository,
    private readonly reach: ReachQuery,
  ) {}

  async execute(
    caseId: string,
    told: { readonly stage: CareStage; readonly answer: CareAnswer; readonly note: string | null },
    by: Principal,
    now: Date,
  ): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, by, action: 'answer-clinical-care' }, async ({ case: found, actions, clocks }) => {
      statusAfter('refer-back', found.status);
      const check = { id: randomUUID(), caseId: found.id, ...told, at: now, recordedBy: by.subject };
      await this.risks.addCheck(check);
      if (told.answer !== 'missing') return;
      const title = 'Seek the clinical care that the person needs and does not have';
      actions.push(
        Action.open({
          type: 'clinical-care',
          title,
          ownerKind: 'worker',
          dueAt: followUpBy(now, clocks),
          source: `clinical-care:${check.id}`,
        }),
      );
    });
  }
}
