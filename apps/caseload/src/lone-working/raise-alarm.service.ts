import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Action } from '../actions/action.entity';
import { AlertService } from '../alerts/alert.service';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { PlannedContactRepository } from '../contacts/planned-contact.repository';
import { OwnersQuery } from '../workers/owners.query';
import { TimerService } from '../timers/timer.service';
import { alarmSourceOf, LONE_WORKING_ALARM, LONE_WORKING_TIMER, mayBeOut } from './watch-home-visit.service';

/** A worker is not back from a home visit as long after the time they gave as the scheme allows: the colleague they named must find them, or a supervisor when the colleague has left (GV-04). */
@Injectable()
export class RaiseAlarmService implements OnModuleInit {
  constructor(
    private readonly timers: TimerService,
    private readonly changeCase: ChangeCaseService,
    private readonly contacts: PlannedContactRepository,
    private readonly alerts: AlertService,
    private readonly owners: OwnersQuery,
  ) {}

  onModuleInit(): void {
    this.timers.on(LONE_WORKING_TIMER, async ({ subjectId, data }, now) => {
      const change = { caseId: String(data.caseId), reach: null, by: 'caseload', action: 'raise-lone-working-alarm' };
      await this.changeCase.execute(change, (locked) => this.execute(locked, subjectId, now));
    });
  }

  private async execute({ case: found, actions }: LockedCase, contactId: string, now: Date): Promise<void> {
    const visit = await this.contacts.get(contactId, found.id);
    const { mode, backAt, expectedBackAt, colleagueId: ownerId } = visit;
    if (mode !== 'home-visit' || backAt || !expectedBackAt || !mayBeOut(visit)) return;
    visit.alarmedAt = now;
    await this.contacts.store(visit);
    await this.alerts.raise(found, 'lone-working-overdue', expectedBackAt);
    const title = 'A worker is not back from a home visit: reach them now, and act if you cannot';
    const source = alarmSourceOf(visit.id);
    const there = ownerId !== null && (await this.owners.works(ownerId, found.organisationId, now));
    const owner = there ? ({ ownerKind: 'worker', ownerId } as const) : ({ ownerKind: 'supervisor' } as const);
    actions.push(Action.open({ type: LONE_WORKING_ALARM, title, ...owner, dueAt: now, source }));
  }
}
