import { Injectable } from '@nestjs/common';
import { NotFoundError, type ReferBackConcern } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import { WorkerRepository } from '../workers/worker.repository';
import { LiftReasonMissingError, RiskNotYoursToLiftError } from './risk.errors';
import { Risk } from './risk.entity';
import { RiskAccessQuery } from './risk-access.query';
import { RiskRepository } from './risk.repository';

/**
 * Records whether a risk is active (CL-23). One that is active is lifted by a clinician's sign-off, or, where the scheme allows it, by a
 * supervisor with a reason; never by the worker of the case, whatever else they are.
 */
@Injectable()
export class RecordRiskService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly risks: RiskRepository,
    private readonly access: RiskAccessQuery,
    private readonly workers: WorkerRepository,
    private readonly reach: ReachQuery,
  ) {}

  async execute(
    caseId: string,
    told: { readonly code: ReferBackConcern; readonly active: boolean; readonly note: string | null },
    by: Principal,
    now: Date,
  ): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, by, action: 'record-risk' }, async (locked) => {
      const { case: found } = locked;
      statusAfter('refer-back', found.status);
      const known = (await this.risks.ofCase(found.id)).find(({ code }) => code === told.code);
      // Who lifted it, and why, is not written over by saying once more that there is none.
      if (known && !known.active && !told.active) return;
      const risk = known ?? Risk.of(found.id, told.code);
      if (told.active || !risk.active) risk.record(told.active, told.note, by.subject, now);
      else {
        assertMayLift(locked, by, reach.workerId);
        if (told.note === null) throw new LiftReasonMissingError();
        risk.lift(told.note, by.subject, now);
      }
      await this.risks.save(risk);
    });
  }

  /** By a clinician of the scheme's organisation, or of the practice under an active agreement. */
  async signOff(caseId: string, riskId: string, by: Principal, now: Date): Promise<void> {
    await this.access.assert(caseId, by);
    await this.changeCase.execute({ caseId, reach: null, by, action: 'sign-off-risk' }, async ({ case: found }) => {
      const worker = await this.workers.findByAccount(by.subject, found.organisationId);
      if (worker && worker.id === found.workerId) throw new RiskNotYoursToLiftError(false);
      const risk = (await this.risks.ofCase(caseId)).find(({ id }) => id === riskId);
      if (!risk) throw new NotFoundError('risk');
      risk.signOff(by.subject, by.name ?? null, now);
      await this.risks.save(risk);
    });
  }
}

function assertMayLift({ case: found, settings }: LockedCase, by: Principal, workerId: string | null): void {
  const bySupervisor = settings.riskLiftedBy === 'clinician-or-supervisor';
  const isTheirs = workerId !== null && workerId === found.workerId;
  if (!bySupervisor || !by.roles.includes('supervisor') || isTheirs) throw new RiskNotYoursToLiftError(bySupervisor);
}
