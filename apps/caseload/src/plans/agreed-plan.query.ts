import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { AgreementRepository } from '../agreements/agreement.repository';
import { ConsentRepository } from '../consents/consent.repository';
import { saidNo } from '../consents/consent.rules';
import { planViewFor } from './plan-view.mapper';
import type { PlanView } from './plan.dto';
import { PlanRepository } from './plan.repository';

/** Whose plan: a case's or a referral's, by id. */
export type PlanOf = { readonly caseId: string } | { readonly referralId: string };

interface CaseOfPractice {
  readonly id: string;
  readonly scheme_id: string;
  readonly organisation_id: string;
}

/**
 * The agreed plan, for a clinician of the practice that referred the person: under an active agreement between that
 * practice and the scheme's organisation (ID-01), and while the person consents (GV-01). Otherwise the plan does not exist for them, nor does the case.
 */
@Injectable()
export class AgreedPlanQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly agreements: AgreementRepository,
    private readonly consents: ConsentRepository,
    private readonly plans: PlanRepository,
    private readonly audit: AuditService,
  ) {}

  read(which: PlanOf, clinician: Principal, now: Date): Promise<PlanView> {
    return this.transaction.run(async () => {
      const { organisationId: partyId } = clinician;
      const found = await this.caseOf(which, partyId);
      if (!found) throw new NotFoundError('plan');
      const between = { schemeId: found.scheme_id, organisationId: found.organisation_id, partyId };
      const isOpen = (await this.agreements.holds(between, 'read-agreed-plan', now)) && (await this.consented(found.id));
      const plan = isOpen ? await this.plans.agreedOf(found.id) : null;
      if (!plan) throw new NotFoundError('plan');
      await this.audit.record({ by: clinician, action: 'read-agreed-plan', entity: 'case', entityId: found.id });
      return planViewFor(false, plan);
    });
  }

  private async consented(caseId: string): Promise<boolean> {
    const [share, support] = [await this.consents.last(caseId, 'share-with-referrer'), await this.consents.last(caseId, 'support')];
    return share?.decision === 'given' && !saidNo(support?.decision);
  }

  private async caseOf(which: PlanOf, senderId: string): Promise<CaseOfPractice | undefined> {
    const [column, id] = 'caseId' in which ? ['id', which.caseId] : ['referral_id', which.referralId];
    if (!isUUID(id)) return undefined;
    const [found] = await this.transaction.read<CaseOfPractice>(
      `SELECT id, scheme_id, organisation_id FROM "case" WHERE ${column} = $1 AND sender_id = $2`,
      [id, senderId],
    );
    return found;
  }
}
