import { Injectable } from '@nestjs/common';
import type { ClosureEnding, ClosureReason, FieldProblem } from '#libs/contracts';
import type { Action } from '../actions/action.entity';
import { ActionRepository } from '../actions/action.repository';
import { AlertService } from '../alerts/alert.service';
import type { NeedOutcome, NeedStatus } from '../needs/need.entity';
import { NeedRepository } from '../needs/need.repository';
import { ReferBackRepository } from '../refer-backs/refer-back.repository';
import { RiskRepository } from '../risks/risk.repository';
import { CaseNotSettledError } from './case.errors';
import type { Case } from './case.entity';

/** What is said at closing about the needs that are open. */
export interface NeedOutcomes {
  readonly needs: readonly { readonly id: string; readonly status: NeedOutcome }[];
  /** Of all others that are open. */
  readonly openNeeds: NeedOutcome | undefined;
}

const NOTHING_SAID: NeedOutcomes = { needs: [], openNeeds: undefined };

/**
 * Nothing is left open behind a case that closes, whatever the reason: each need has its outcome (CL-39), no active risk is left to
 * community connection alone (CL-23), no crisis waits for a clinician (CL-22), no concern for its lead (GV-05). A refusal lists all that stands
 * in the way.
 */
@Injectable()
export class SettleClosureService {
  constructor(
    private readonly needs: NeedRepository,
    private readonly risks: RiskRepository,
    private readonly referBacks: ReferBackRepository,
    private readonly actions: ActionRepository,
    private readonly alerts: AlertService,
  ) {}

  async execute(found: Case, said: NeedOutcomes, by: string, now: Date): Promise<void> {
    const problems = [
      ...(await this.settleNeeds(found, said, now)),
      ...(cannotWait(found)
        ? await this.leaveRisks(found, by, now)
        : [...(await this.activeRisks(found.id)), ...(await this.crises(found.id)), ...(await this.concerns(found.id))]),
    ];
    if (problems.length > 0) throw new CaseNotSettledError(problems);
  }

  /** The sender took the referral back. */
  withdrawn(found: Case, at: Date): Promise<void> {
    return this.execute(found, NOTHING_SAID, 'caseload', at);
  }

  private async settleNeeds(found: Case, said: NeedOutcomes, now: Date): Promise<FieldProblem[]> {
    const all = await this.needs.ofCase(found.id);
    const unknown = said.needs.flatMap(({ id }, index) => (all.some((need) => need.id === id) ? [] : [index]));
    for (const need of all.filter(({ status }) => status === 'open')) {
      const outcome = said.needs.find(({ id }) => id === need.id)?.status ?? said.openNeeds ?? impliedOutcome(found);
      if (outcome === undefined) continue;
      need.become(outcome, now);
      await this.needs.save(need);
    }
    return [
      ...unknown.map((index) => ({ pointer: `/needs/${String(index)}`, code: 'unknown-need', detail: 'The case has no need of this id.' })),
      ...all
        .filter(({ status }) => status === 'open')
        .map(({ id, code, sensitive }) => ({
          pointer: `/needs/${id}`,
          code: 'need-open',
          detail: `${sensitive ? 'A restricted need' : `The need ${code}`} is open: resolved, ongoing elsewhere or declined?`,
        })),
    ];
  }

  /**
   * A case that ends over a risk, a concern or a crisis that nobody has answered is shown to a supervisor; the risks of a person who died end
   * with them.
   */
  private async leaveRisks(found: Case, by: string, now: Date): Promise<[]> {
    const risks = await this.risks.unansweredOf(found.id);
    const open = [...risks, ...(await this.concernsOf(found.id)), ...(await this.referBacks.waitingOf(found.id))];
    if (open.length > 0) await this.alerts.raise(found, 'closed-with-risk', now);
    if (found.closureEnding !== 'died') return [];
    for (const risk of (await this.risks.ofCase(found.id)).filter(({ active }) => active)) {
      risk.lift('The person died.', by, now);
      await this.risks.save(risk);
    }
    return [];
  }

  private async activeRisks(caseId: string): Promise<FieldProblem[]> {
    const active = await this.risks.unansweredOf(caseId);
    const detail = 'A risk is active: refer the person back, or let a clinician sign it off.';
    return active.map(({ id }) => ({ pointer: `/risks/${id}`, code: 'risk-active', detail }));
  }

  private async crises(caseId: string): Promise<FieldProblem[]> {
    const waiting = await this.referBacks.waitingOf(caseId);
    const detail = 'No clinician has acknowledged this refer-back yet.';
    return waiting.map(({ id }) => ({ pointer: `/refer-backs/${id}`, code: 'crisis-unacknowledged', detail }));
  }

  /** The actions in which safeguarding concerns wait for the named lead. */
  private async concernsOf(caseId: string): Promise<Action[]> {
    return (await this.actions.openOf(caseId)).filter(({ isOfConcern }) => isOfConcern);
  }

  private async concerns(caseId: string): Promise<FieldProblem[]> {
    const waiting = await this.concernsOf(caseId);
    const detail = 'A restricted record awaits the named lead: the case closes when the lead has seen to it.';
    return waiting.map(({ id }) => ({ pointer: `/actions/${id}`, code: 'lead-awaited', detail }));
  }
}

/** Nothing that anybody does could still settle what is open. A crisis goes on to wait for its clinician, and to escalate. */
function cannotWait({ closureReason, closureEnding }: Closed): boolean {
  return closureEnding === 'died' || closureReason === 'withdrawn' || closureReason === 'entered-in-error';
}

/** What becomes of a need of which nobody says anything, where the reason leaves one answer alone. */
function impliedOutcome(closed: Closed): NeedStatus | undefined {
  // Who does not want the service does not want help with the rest.
  if (closed.closureReason === 'declined') return 'declined';
  return closed.closureReason === 'not-reached' || cannotWait(closed) ? 'ended' : undefined;
}

interface Closed {
  readonly closureReason: ClosureReason | null;
  readonly closureEnding: ClosureEnding | null;
}
