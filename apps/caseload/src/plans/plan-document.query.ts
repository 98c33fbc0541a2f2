import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseQuery } from '../cases/case.query';
import { planDocumentOf } from './plan-document.mapper';
import type { PlanDocument } from './plan-document.view';
import { PlanRepository } from './plan.repository';

/** A version of a plan as the document that the person takes home. */
@Injectable()
export class PlanDocumentQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseQuery,
    private readonly plans: PlanRepository,
    private readonly audit: AuditService,
  ) {}

  read(caseId: string, version: number, caller: Principal): Promise<PlanDocument> {
    return this.transaction.run(async () => {
      const { person, worker, reference, connections } = await this.cases.find(caseId, caller);
      const plan = await this.plans.get(caseId, version);
      await this.audit.record({ by: caller, action: 'print-plan', entity: 'case', entityId: caseId });
      const [personName, workerName] = [person?.name.text ?? null, worker?.name ?? null];
      return planDocumentOf(plan, { personName, workerName, reference, connections });
    });
  }
}
