import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { ReachQuery } from '../workers/reach.query';
import { callBackViewOf } from './call-back-view.mapper';
import type { CallBackMadeDto, CallBackView } from './call-back.dto';
import { CallBackRefusedError } from './call-back.errors';
import { CallBackRepository } from './call-back.repository';
import { SettleCallBacksService } from './settle-call-backs.service';

/** How far the clock of a caller's computer may run ahead of ours. */
const CLOCK_TOLERANCE_MS = 60_000;

/** A promised call was made, answered or not. Made after its window it stays missed, and the apology stays owed. */
@Injectable()
export class MakeCallBackService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly callBacks: CallBackRepository,
    private readonly settle: SettleCallBacksService,
    private readonly reach: ReachQuery,
    private readonly contactRules: AskContactRuleService,
  ) {}

  async execute(
    caseId: string,
    callBackId: string,
    { at: told, despiteContactRule }: CallBackMadeDto,
    by: Principal,
    now: Date,
  ): Promise<CallBackView> {
    const at = told === undefined ? now : new Date(told);
    if (at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS)
      throw new CallBackRefusedError([{ pointer: '/at', code: 'in-future', detail: 'The call lies in the future.' }]);
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'make-call-back' }, async (locked) => {
      const callBack = await this.callBacks.get(callBackId, caseId);
      await this.contactRules.execute(locked.case, { act: 'call-back', aboutId: callBack.id, despiteContactRule }, by, now);
      await this.settle.made(locked, callBack, at, by.subject);
      return callBackViewOf(callBack);
    });
  }
}
