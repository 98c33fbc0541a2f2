import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { TimerService } from '../timers/timer.service';
import { UrgentMessageRepository } from '../urgent-messages/urgent-message.repository';
import { referBackAcknowledged } from './refer-back-events.mapper';
import { ReferBackRepository } from './refer-back.repository';
import { ReferBacksQuery } from './refer-backs.query';
import { ACKNOWLEDGEMENT_TIMER } from './refer-case-back.service';

/** A named clinician takes a refer-back on: its clock stops, and nobody is reminded any more (CL-22). */
@Injectable()
export class AcknowledgeReferBackService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly visible: ReferBacksQuery,
    private readonly referBacks: ReferBackRepository,
    private readonly timers: TimerService,
    private readonly urgentMessages: UrgentMessageRepository,
    private readonly outbox: OutboxService,
  ) {}

  async execute(caseId: string, id: string, by: Principal, now: Date): Promise<void> {
    const { organisationId, subject, name = null } = by;
    await this.changeCase.execute({ caseId, reach: null, by, action: 'acknowledge-refer-back' }, async ({ case: found, actions }) => {
      // What the clinician may not see does not exist for them.
      await this.visible.one(caseId, id, by);
      const referBack = await this.referBacks.get(id);
      referBack.acknowledge({ subject, name, organisationId }, now);
      await this.referBacks.update(referBack);
      await this.timers.clear(ACKNOWLEDGEMENT_TIMER, id);
      await this.urgentMessages.skip(referBack.source, 'acknowledged', now);
      for (const action of actions.filter(({ isOpen, source }) => isOpen && source === referBack.source))
        action.complete(subject, now, 'acknowledged');
      await this.outbox.add(referBackAcknowledged(found, id, organisationId, now));
    });
  }
}
