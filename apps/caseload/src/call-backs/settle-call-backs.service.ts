import { Injectable } from '@nestjs/common';
import type { LockedCase } from '../cases/change-case.service';
import type { CallBack } from './call-back.entity';
import { CallBackRepository } from './call-back.repository';
import { StoreCallBackService } from './store-call-back.service';

/** What ends call-backs of a locked case: a kept contact within their window, a call, or the end of the case. */
@Injectable()
export class SettleCallBacksService {
  constructor(
    private readonly callBacks: CallBackRepository,
    private readonly store: StoreCallBackService,
  ) {}

  /** The two spoke at that time: what was promised for then is kept, also when it was written down late. */
  async execute(locked: LockedCase, at: Date, by: string): Promise<void> {
    const unsettled = await this.callBacks.unsettledOf(locked.case.id);
    for (const callBack of unsettled.filter(({ fromAt, untilAt, promisedAt }) => fromAt <= at && at <= untilAt && promisedAt <= at))
      await this.made(locked, callBack, at, by);
  }

  /** Somebody called. An apology that was asked for because nobody seemed to have called is not owed. */
  async made({ actions }: LockedCase, callBack: CallBack, at: Date, by: string): Promise<void> {
    callBack.made(at);
    await this.store.execute(callBack, 'changed');
    for (const action of actions) if (action.isOpen && action.source === callBack.source) action.complete(by, at, 'made');
  }

  /** The case has closed: nobody waits for the call any more. */
  async cancelAll(caseId: string, at: Date): Promise<void> {
    const promised = (await this.callBacks.unsettledOf(caseId)).filter(({ state }) => state === 'promised');
    for (const callBack of promised) {
      callBack.cancel(at);
      await this.store.execute(callBack, 'changed');
    }
  }
}
