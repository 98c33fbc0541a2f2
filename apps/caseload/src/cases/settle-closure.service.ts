import { Injectable } from '@nestjs/common';
import type { ClosureReason, FieldProblem } from '#libs/contracts';
import type { NeedOutcome } from '../needs/need.entity';
import { NeedRepository } from '../needs/need.repository';
import { ReferBackRepository } from '../refer-backs/refer-back.repository';
import { RiskRepository } from '../risks/risk.repository';
import { CaseNotSettledError } from './case.errors';

/** What is said at closing about the needs that are open. */
export interface NeedOutcomes {
  readonly needs: readonly { readonly id: string; readonly status: NeedOutcome }[];
  /** Of all others that are open. */
  readonly openNeeds: NeedOutcome | undefined;
}

/**
 * Nothing is left open behind a case that closes: each need has its outcome when support is completed (CL-39), no active risk
 * is left to community connection alone (CL-23), no crisis waits for a clinician (CL-22). All that stands in the way is told.
 */
@Injectable()
export class SettleClosureService {
  constructor(
    private readonly needs: NeedRepository,
    private readonly risks: RiskRepository,
    private readonly referBacks: ReferBackRepository,
  ) {}

  async execute(caseId: string, reason: ClosureReason, said: NeedOutcomes, now: Date): Promise<void> {
    const problems = [
      ...(await this.settleNeeds(caseId, reason, said, now)),
      ...(reason === 'completed' ? await this.activeRisks(caseId) : []),
      ...(await this.waitingCrises(caseId)),
    ];
    if (problems.length > 0) throw new CaseNotSettledError(problems);
  }

  private async settleNeeds(caseId: string, reason: ClosureReason, said: NeedOutcomes, now: Date): Promise<FieldProblem[]> {
    const all = await this.needs.ofCase(caseId);
    const unknown = said.needs.flatMap(({ id }, index) => (all.some((need) => need.id === id) ? [] : [index]));
    for (const need of all.filter(({ status }) => status === 'open')) {
      const told = said.needs.find(({ id }) => id === need.id)?.status ?? said.openNeeds;
      // Who does not want the service does not want help with the rest.
      const outcome = told ?? (reason === 'declined' ? 'declined' : undefined);
      if (outcome === undefined) continue;
      need.become(outcome, now);
      await this.needs.save(need);
    }
    const open = reason === 'completed' ? all.filter(({ status }) => status === 'open') : [];
    return [
      ...unknown.map((index) => ({ pointer: `/needs/${String(index)}`, code: 'unknown-need', detail: 'The case has no need of this id.' })),
      ...open.map(({ id, code, sensitive }) => ({
        pointer: `/needs/${id}`,
        code: 'need-open',
        detail: `${sensitive ? 'A restricted need' : `The need ${code}`} is open: resolved, ongoing elsewhere or declined?`,
      })),
    ];
  }

  private async activeRisks(caseId: string): Promise<FieldProblem[]> {
    const active = await this.risks.unansweredOf(caseId);
    const detail = 'A risk is active: refer the person back, or let a clinician sign it off.';
    return active.map(({ id }) => ({ pointer: `/risks/${id}`, code: 'risk-active', detail }));
  }

  private async waitingCrises(caseId: string): Promise<FieldProblem[]> {
    const waiting = await this.referBacks.waitingOf(caseId);
    const detail = 'No clinician has acknowledged this refer-back yet.';
    return waiting.map(({ id }) => ({ pointer: `/refer-backs/${id}`, code: 'crisis-unacknowledged', detail }));
  }
}
