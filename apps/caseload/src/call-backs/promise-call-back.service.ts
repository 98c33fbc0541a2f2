import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FieldProblem } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { Action } from '../actions/action.entity';
import type { Case } from '../cases/case.entity';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { CheckSupportService } from '../consents/check-support.service';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { tooFarAhead } from '../clocks/horizon.rules';
import { PersonMessages } from '../person-messages/person-messages.service';
import { OwnersQuery } from '../workers/owners.query';
import { ReachQuery } from '../workers/reach.query';
import { callBackViewOf } from './call-back-view.mapper';
import type { CallBackView, PromiseCallBackDto } from './call-back.dto';
import { CallBack } from './call-back.entity';
import { CallBackRefusedError } from './call-back.errors';
import { StoreCallBackService } from './store-call-back.service';

/** Promises the person a call within a window, with an action for whoever is to call and a timer for its end (CL-14). */
@Injectable()
export class PromiseCallBackService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly checkSupport: CheckSupportService,
    private readonly store: StoreCallBackService,
    private readonly owners: OwnersQuery,
    private readonly reach: ReachQuery,
    private readonly messages: PersonMessages,
    private readonly contactRules: AskContactRuleService,
  ) {}

  async execute(caseId: string, told: PromiseCallBackDto, by: Principal, now: Date): Promise<CallBackView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'promise-call-back' }, async ({ case: found, actions }) => {
      statusAfter('promise-call-back', found.status);
      await this.checkSupport.execute(caseId, now);
      const { organisationId, schemeId } = found;
      const [fromAt, untilAt, workerId] = [new Date(told.from), new Date(told.until), told.by ?? null];
      const problems = [...windowProblems(fromAt, untilAt, now), ...(await this.stranger(workerId, found, now))];
      if (problems.length > 0) throw new CallBackRefusedError(problems);
      const { despiteContactRule } = told;
      const id = randomUUID();
      await this.contactRules.execute(found, { act: 'call-back', aboutId: id, despiteContactRule }, by, now);
      const whose = { id, caseId: found.id, organisationId, schemeId, workerId };
      const promised = CallBack.promise({ ...whose, fromAt, untilAt, reason: told.reason, promisedBy: by.subject, promisedAt: now });
      await this.store.execute(promised, 'new');
      const title = 'Call the person back in the window that they were promised';
      const { source } = promised;
      actions.push(Action.open({ type: 'call-back', title, ownerKind: 'worker', ownerId: workerId, dueAt: untilAt, source }));
      await this.messages.send(found, 'call-back-window', { from: fromAt.toISOString(), to: untilAt.toISOString() }, now);
      return callBackViewOf(promised);
    });
  }

  private async stranger(workerId: string | null, { organisationId, schemeId }: Case, now: Date): Promise<FieldProblem[]> {
    return workerId === null ? [] : this.owners.problems('/by', { workerId, organisationId, schemeId }, now);
  }
}

function windowProblems(from: Date, until: Date, now: Date): FieldProblem[] {
  return [
    ...(until <= from ? [{ pointer: '/until', code: 'before-from', detail: 'The window ends after it begins.' }] : []),
    ...(until <= now ? [{ pointer: '/until', code: 'in-past', detail: 'What is promised lies ahead.' }] : []),
    ...tooFarAhead('/until', until, now),
  ];
}
