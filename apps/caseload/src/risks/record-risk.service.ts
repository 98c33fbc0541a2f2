import { Injectable } from '@nestjs/common';
import { NotFoundError, type ReferBackConcern } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import { Risk } from './risk.entity';
import { RiskAccessQuery } from './risk-access.query';
import { RiskRepository } from './risk.repository';

/** Records whether a risk is active, and a clinician's sign-off of it (CL-23). */
@Injectable()
export class RecordRiskService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly risks: RiskRepository,
    private readonly access: RiskAccessQuery,
    private readonly reach: ReachQuery,
  ) {}

  async execute(
    caseId: string,
    told: { readonly code: ReferBackConcern; readonly active: boolean; readonly note: string | null },
    by: Principal,
    now: Date,
  ): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, by, action: 'record-risk' }, async ({ case: found }) => {
      statusAfter('refer-back', found.status);
      const known = (await this.risks.ofCase(found.id)).find(({ code }) => code === told.code);
      const risk = known ?? Risk.of(found.id, told.code);
      risk.record(told.active, told.note, by.subject, now);
      await this.risks.save(risk);
    });
  }

  /** By a clinician of the scheme's organisation, or of the practice under an active agreement. */
  async signOff(caseId: string, riskId: string, by: Principal, now: Date): Promise<void> {
    await this.access.assert(caseId, by);
    await this.changeCase.execute({ caseId, reach: null, by, action: 'sign-off-risk' }, async () => {
      const risk = (await this.risks.ofCase(caseId)).find(({ id }) => id === riskId);
      if (!risk) throw new NotFoundError('risk');
      risk.signOff(by.subject, by.name ?? null, now);
      await this.risks.save(risk);
    });
  }
}
