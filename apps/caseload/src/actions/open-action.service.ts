import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { OwnersQuery } from '../workers/owners.query';
import { ReachQuery } from '../workers/reach.query';
import { actionViewOf } from './action-view.mapper';
import { dueProblems } from './action-due.rules';
import type { ActionView, OpenActionDto } from './action.dto';
import { Action } from './action.entity';
import { ActionRefusedError } from './action.errors';

/** Opens an action on a case that somebody thought of, with its owner and date. */
@Injectable()
export class OpenActionService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly owners: OwnersQuery,
    private readonly reach: ReachQuery,
  ) {}

  async execute(caseId: string, told: OpenActionDto, by: Principal, now: Date): Promise<ActionView> {
    const reach = await this.reach.of(by);
    const dueAt = new Date(told.dueAt);
    return this.changeCase.execute({ caseId, reach, by, action: 'open-action' }, async ({ case: found, actions }) => {
      statusAfter('open-action', found.status);
      const problems = [...dueProblems(dueAt, now), ...(await this.stranger(told.ownerId, found, now))];
      if (problems.length > 0) throw new ActionRefusedError('The action cannot be opened; each problem is listed.', problems);
      const opened = Action.open({ type: told.type, title: told.title, ownerKind: told.ownerKind, ownerId: told.ownerId ?? null, dueAt });
      actions.push(opened);
      return actionViewOf(opened);
    });
  }

  private async stranger(workerId: string | undefined, { organisationId, schemeId }: Case, now: Date): Promise<FieldProblem[]> {
    return workerId === undefined ? [] : this.owners.problems('/ownerId', { workerId, organisationId, schemeId }, now);
  }
}
