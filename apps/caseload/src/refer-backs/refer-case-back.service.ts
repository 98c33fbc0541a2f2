import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { Action } from '../actions/action.entity';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { LIMBO_ACTIONS } from '../limbo/limbo.rules';
import { TimerService } from '../timers/timer.service';
import { ReachQuery } from '../workers/reach.query';
import { CrisisMessages } from './crisis-messages.service';
import { caseReferredBack } from './refer-back-events.mapper';
import { ReferBack, type ReferBackToMake } from './refer-back.entity';
import { ReferBackRepository } from './refer-back.repository';

/** The clock that asks whether a clinician has acknowledged. Its subject is the refer-back. */
export const ACKNOWLEDGEMENT_TIMER = 'refer-back.unacknowledged';

/**
 * Sends a case back to a health professional in one step, from any status in which it is open, also from the queue (CL-22).
 * The case stays open. What must happen is told at once, and a clock of minutes runs until a clinician acknowledges.
 */
@Injectable()
export class ReferCaseBackService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly referBacks: ReferBackRepository,
    private readonly timers: TimerService,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
    private readonly crisisMessages: CrisisMessages,
  ) {}

  /** The id of the refer-back. */
  async execute(caseId: string, told: ReferBackToMake, by: Principal, now: Date): Promise<string> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'refer-back' }, async ({ case: found, actions, settings }) => {
      statusAfter('refer-back', found.status);
      const made = ReferBack.make(found.id, told, settings.crisisAcknowledgeMinutes, by.subject, now);
      await this.referBacks.insert(made);
      actions.push(
        Action.open({
          type: LIMBO_ACTIONS.crisis,
          title: 'A clinician acknowledges the crisis refer-back',
          ownerKind: 'clinician',
          dueAt: made.acknowledgeBy,
          source: made.source,
        }),
      );
      await this.timers.set(ACKNOWLEDGEMENT_TIMER, made.id, made.acknowledgeBy);
      await this.outbox.add(caseReferredBack(found, made));
      await this.crisisMessages.made({ case: found, settings }, made, now);
      return made.id;
    });
  }
}
