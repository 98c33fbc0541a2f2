import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { apology } from '../contacts/contact-actions.rules';
import { PersonMessages } from '../person-messages/person-messages.service';
import { TimerService } from '../timers/timer.service';
import { callBackMissed } from './call-back-view.mapper';
import { CallBackRepository } from './call-back.repository';
import { CALL_BACK_TIMER } from './store-call-back.service';

/** When the window of a promised call has passed without one: the service has missed it, says so, and owes an apology (CL-14). Nothing is held against the person. */
@Injectable()
export class MissCallBackService implements OnModuleInit {
  constructor(
    private readonly timers: TimerService,
    private readonly changeCase: ChangeCaseService,
    private readonly callBacks: CallBackRepository,
    private readonly outbox: OutboxService,
    private readonly messages: PersonMessages,
  ) {}

  onModuleInit(): void {
    this.timers.on(CALL_BACK_TIMER, async ({ subjectId, data }, now) => {
      const change = { caseId: String(data.caseId), reach: null, by: 'caseload', action: 'miss-call-back' };
      await this.changeCase.execute(change, (locked) => this.execute(locked, subjectId, now));
    });
  }

  private async execute({ case: found, actions, clocks, settings }: LockedCase, callBackId: string, now: Date): Promise<void> {
    const callBack = await this.callBacks.get(callBackId, found.id);
    if (!callBack.missed(now)) return;
    await this.callBacks.update(callBack);
    const { source, untilAt } = callBack;
    for (const action of actions) if (action.isOpen && action.source === source) action.complete('caseload', now, 'missed-by-service');
    actions.push(apology(source, now, settings.callBackApologyWithinWorkingDays, clocks));
    await this.outbox.add(callBackMissed(found, callBack, now));
    await this.messages.send(found, 'apology', { at: untilAt.toISOString() }, now);
  }
}
