import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import { dueProblems } from '../actions/action-due.rules';
import { Action } from '../actions/action.entity';
import { ActionRefusedError } from '../actions/action.errors';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { RestrictedAccessQuery } from '../restricted/restricted-access.query';
import { ReachQuery } from '../workers/reach.query';
import { NeedRepository } from './need.repository';

/** Opens an action for one need of a case (CL-39). */
@Injectable()
export class ServeNeedService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly needs: NeedRepository,
    private readonly access: RestrictedAccessQuery,
    private readonly reach: ReachQuery,
  ) {}

  /** Others see a case's actions: for a sensitive need the title given is not shown. */
  execute(caseId: string, needId: string, told: { readonly title: string; readonly dueAt: Date }, by: Principal, now: Date): Promise<void> {
    const problems = dueProblems(told.dueAt, now);
    if (problems.length > 0) throw new ActionRefusedError('The action cannot be opened; each problem is listed.', problems);
    return this.transaction.run(async () => {
      const reach = await this.reach.of(by);
      const { reads } = await this.access.of(caseId, by);
      await this.changeCase.execute({ caseId, reach, by, action: 'serve-need' }, async ({ case: found, actions }) => {
        statusAfter('open-action', found.status);
        const need = (await this.needs.ofCase(found.id)).find(({ id }) => id === needId);
        if (!need || (need.sensitive && !reads)) throw new NotFoundError('need');
        const title = need.sensitive ? 'Act on a restricted need' : told.title;
        actions.push(Action.open({ type: 'need', title, ownerKind: 'worker', dueAt: told.dueAt, source: need.source }));
      });
    });
  }
}
