import { Injectable } from '@nestjs/common';
import { TimerService } from '../timers/timer.service';
import type { CallBack } from './call-back.entity';
import { CallBackRepository } from './call-back.repository';

export const CALL_BACK_TIMER = 'call-back.window-ends';

/** Stores a call-back with its timer: there while the call is promised, gone when it is settled. */
@Injectable()
export class StoreCallBackService {
  constructor(
    private readonly callBacks: CallBackRepository,
    private readonly timers: TimerService,
  ) {}

  async execute(callBack: CallBack, as: 'new' | 'changed'): Promise<void> {
    const { id, caseId, state, untilAt } = callBack;
    await (as === 'new' ? this.callBacks.insert(callBack) : this.callBacks.update(callBack));
    if (state === 'promised') await this.timers.set(CALL_BACK_TIMER, id, untilAt, { caseId });
    else await this.timers.clear(CALL_BACK_TIMER, id);
  }
}
