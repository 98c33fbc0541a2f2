import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { Action } from '../actions/action.entity';
import { AlertService } from '../alerts/alert.service';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { TimerService } from '../timers/timer.service';
import { leadWorkerOf } from '../urgent-messages/urgent-message.rules';
import { CrisisMessages } from './crisis-messages.service';
import { referBackEscalated } from './refer-back-events.mapper';
import type { ReferBack } from './refer-back.entity';
import { ReferBackRepository } from './refer-back.repository';
import { ACKNOWLEDGEMENT_TIMER } from './refer-case-back.service';

const MINUTE_MS = 60_000;

/** Nobody has acknowledged a refer-back in the scheme's minutes: that is told, and told again each time they have passed (CL-22). */
@Injectable()
export class EscalateReferBackService implements OnModuleInit {
  constructor(
    private readonly timers: TimerService,
    private readonly changeCase: ChangeCaseService,
    private readonly referBacks: ReferBackRepository,
    private readonly alerts: AlertService,
    private readonly outbox: OutboxService,
    private readonly crisisMessages: CrisisMessages,
  ) {}

  onModuleInit(): void {
    this.timers.on(ACKNOWLEDGEMENT_TIMER, ({ subjectId, dueAt }, now) => this.execute(subjectId, dueAt, now));
  }

  private async execute(id: string, dueAt: Date, now: Date): Promise<void> {
    const { caseId } = await this.referBacks.get(id);
    await this.changeCase.execute({ caseId, reach: null, by: 'caseload', action: 'escalate-refer-back' }, async (locked) => {
      const referBack = await this.referBacks.get(id);
      if (referBack.acknowledgedAt) return;
      referBack.escalate();
      await this.referBacks.update(referBack);
      await this.alerts.raise(locked.case, 'crisis-refer-back-unacknowledged', dueAt);
      await this.outbox.add(referBackEscalated(locked.case, referBack, now));
      await this.crisisMessages.unacknowledged(locked, referBack, dueAt, now);
      askAnother(locked, referBack, now);
      const { crisisAcknowledgeMinutes: minutes } = locked.settings;
      await this.timers.set(ACKNOWLEDGEMENT_TIMER, id, new Date(now.getTime() + minutes * MINUTE_MS));
    });
  }
}

// One action is enough, however often it escalates; it ends with the acknowledgement.
function askAnother({ case: found, actions, settings }: LockedCase, { source }: ReferBack, now: Date): void {
  const isAsked = actions.some((action) => action.isOpen && action.type === 'escalation' && action.source === source);
  if (isAsked || found.status === 'closed') return;
  const ownerId = settings.crisisEscalateTo === 'lead' ? leadWorkerOf(settings) : null;
  const ownerKind = ownerId === null ? 'supervisor' : 'lead';
  const title = 'Nobody has acknowledged the crisis refer-back: ring the health professionals now';
  actions.push(Action.open({ type: 'escalation', title, ownerKind, ownerId, dueAt: now, source }));
}
