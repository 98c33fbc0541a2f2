import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { ChangeCaseService } from '../cases/change-case.service';
import { LIMBO_ACTIONS } from '../limbo/limbo.rules';
import { ReachQuery } from '../workers/reach.query';
import { actionViewOf } from './action-view.mapper';
import type { Action } from './action.entity';
import type { ActionView } from './action.dto';
import { ActionAlreadyDoneError, ActionOfClinicianError, ActionOfLeadError, ActionOfRecordError } from './action.errors';
import { ActionRepository } from './action.repository';

/** Ends an action with what came of it. */
@Injectable()
export class CompleteActionService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly actions: ActionRepository,
    private readonly reach: ReachQuery,
  ) {}

  execute(caseId: string, actionId: string, outcome: string, by: Principal, now: Date): Promise<ActionView> {
    return this.transaction.run(async () => {
      const reach = await this.reach.of(by);
      return this.changeCase.execute({ caseId, reach, by, action: 'complete-action' }, async ({ case: found, actions }) => {
        const action = actions.find(({ id }) => id === actionId);
        if (!action) throw await this.absence(caseId, actionId);
        if (action.type === LIMBO_ACTIONS.crisis) throw new ActionOfClinicianError();
        if (action.source !== null && /^(?:blocker|hand-over):/.test(action.source)) throw new ActionOfRecordError(action.source);
        if (action.isOfConcern && !maySeeTo(action, found, by, reach.workerId)) throw new ActionOfLeadError();
        action.complete(by.subject, now, outcome);
        return actionViewOf(action);
      });
    });
  }

  private async absence(caseId: string, actionId: string): Promise<Error> {
    const all = await this.actions.ofCase(caseId);
    return all.some(({ id }) => id === actionId) ? new ActionAlreadyDoneError(actionId) : new NotFoundError('action');
  }
}

/** Whom the scheme has named, also where that is the worker of the case; else a supervisor who is not. */
function maySeeTo(action: Action, found: Case, by: Principal, workerId: string | null): boolean {
  if (workerId !== null && workerId === action.ownerId) return true;
  return by.roles.includes('supervisor') && (workerId === null || workerId !== found.workerId);
}
