import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Action } from '../actions/action.entity';
import { ESCALATION_SOURCES, reviewAfterTime, reviewDate } from '../actions/routine-actions.rules';
import { AlertService } from '../alerts/alert.service';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { CASE_TIMERS } from '../clocks/deadlines.rules';
import { endOfWorkingDay } from '../clocks/working-days.rules';
import { PersonMessages } from '../person-messages/person-messages.service';
import { TimerService } from '../timers/timer.service';

/** Next actions whose own clocks escalate already. */
export const ESCALATED_BY_THEIR_CLOCK = ['allocate', 'first-contact'];

/** What happens when a clock of a case has run out: the supervisor is asked to act (CL-12), an alert tells of it, a review opens (CL-05). */
@Injectable()
export class EscalateCaseService implements OnModuleInit {
  constructor(
    private readonly timers: TimerService,
    private readonly changeCase: ChangeCaseService,
    private readonly alerts: AlertService,
    private readonly messages: PersonMessages,
  ) {}

  onModuleInit(): void {
    const acts: Record<string, (locked: LockedCase, now: Date) => Promise<void>> = {
      [CASE_TIMERS.allocation]: (locked, now) => this.allocationOverdue(locked, now),
      [CASE_TIMERS.firstContact]: (locked, now) => this.firstContactOverdue(locked, now),
      [CASE_TIMERS.notContacted]: (locked, now) => this.notContacted(locked, now),
      [CASE_TIMERS.nextAction]: (locked, now) => this.nextActionOverdue(locked, now),
      [CASE_TIMERS.review]: async (locked, now) => {
        reviewDue(locked, now);
      },
    };
    for (const [kind, act] of Object.entries(acts)) {
      this.timers.on(kind, ({ subjectId }, now) =>
        this.changeCase.execute({ caseId: subjectId, reach: null, by: 'caseload', action: 'escalate' }, (locked) => act(locked, now)),
      );
    }
  }

  private async allocationOverdue(locked: LockedCase, now: Date): Promise<void> {
    const { case: found } = locked;
    if (found.status !== 'unallocated' || found.allocateBy > now) return;
    await this.alerts.raise(found, 'allocation-overdue', found.allocateBy);
    toSupervisor(locked, now, ESCALATION_SOURCES.allocation, 'Allocation is overdue: find a link worker for this case');
  }

  private async firstContactOverdue(locked: LockedCase, now: Date): Promise<void> {
    const { case: found } = locked;
    if (found.status === 'closed' || found.firstContactAt || found.contactBy > now) return;
    await this.alerts.raise(found, 'first-contact-overdue', found.contactBy);
    toSupervisor(locked, now, ESCALATION_SOURCES.firstContact, 'First contact is overdue: make sure that somebody speaks to the person');
  }

  /** The person hears who their link worker is and what happens next (CL-15). */
  private async notContacted({ case: found }: LockedCase, now: Date): Promise<void> {
    if (found.status === 'closed' || found.firstContactAt || !found.allocatedAt) return;
    const isNews = await this.alerts.raise(found, 'allocated-not-contacted', found.allocatedAt);
    if (isNews) await this.messages.send(found, 'what-happens-next', {}, now);
  }

  private async nextActionOverdue({ case: found }: LockedCase, now: Date): Promise<void> {
    const { nextActionDueAt: dueAt, nextActionType: type } = found;
    if (!dueAt || dueAt > now || type === null || ESCALATED_BY_THEIR_CLOCK.includes(type)) return;
    await this.alerts.raise(found, 'next-action-overdue', dueAt);
  }
}

function toSupervisor({ actions, clocks }: LockedCase, now: Date, source: string, title: string): void {
  if (actions.some((action) => action.isOpen && action.source === source)) return;
  actions.push(Action.open({ type: 'escalation', title, ownerKind: 'supervisor', dueAt: endOfWorkingDay(now, 1, clocks.nation), source }));
}

function reviewDue({ case: found, actions, clocks, settings }: LockedCase, now: Date): void {
  if (found.status === 'closed' || !found.reviewBy || found.reviewBy > now) return;
  if (!actions.some((action) => action.isOpen && action.source === 'clock:review')) actions.push(reviewAfterTime(found.reviewBy, clocks));
  found.reviewBy = reviewDate(found.reviewBy, settings.reviewAfterWeeks, clocks);
}
