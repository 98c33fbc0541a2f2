import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { actionViewOf } from './action-view.mapper';
import type { ActionView } from './action.dto';
import { ActionRepository } from './action.repository';

/** The stored actions of one case, done ones too. */
@Injectable()
export class ActionsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly actions: ActionRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  /** Part of a person's record: reading it is audited. */
  ofCase(caseId: string, caller: Principal): Promise<ActionView[]> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      const actions = await this.actions.ofCase(caseId);
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
      return actions.map(actionViewOf);
    });
  }
}
