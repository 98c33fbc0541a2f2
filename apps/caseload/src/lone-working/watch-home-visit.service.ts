import { Injectable } from '@nestjs/common';
import type { PlannedContact } from '../contacts/planned-contact.entity';
import type { SchemeSettings } from '../schemes/scheme-settings.dto';
import { TimerService } from '../timers/timer.service';

export const LONE_WORKING_TIMER = 'lone-working.overdue';
/** The type of the action that asks somebody to find the worker. */
export const LONE_WORKING_ALARM = 'lone-working-alarm';

const MINUTE_MS = 60_000;

/** Sees to it that somebody notices when a worker is not back from a home visit (GV-04). */
@Injectable()
export class WatchHomeVisitService {
  constructor(private readonly timers: TimerService) {}

  /** Sets the timer of a planned contact, or takes it away when there is no visit to be back from. */
  async execute(planned: PlannedContact, { loneWorkingOverdueMinutes }: SchemeSettings): Promise<void> {
    const { id, caseId, mode, expectedBackAt, backAt } = planned;
    if (mode !== 'home-visit' || expectedBackAt === null || backAt !== null || !mayBeOut(planned)) {
      await this.timers.clear(LONE_WORKING_TIMER, id);
      return;
    }
    const alarmAt = new Date(expectedBackAt.getTime() + loneWorkingOverdueMinutes * MINUTE_MS);
    await this.timers.set(LONE_WORKING_TIMER, id, alarmAt, { caseId });
  }
}

/** The worker has gone, or may yet go. A case that closes during a visit does not bring them home. */
export function mayBeOut({ state, at, settledAt }: PlannedContact): boolean {
  const calledOff = state === 'cancelled' && settledAt !== null && settledAt < at;
  return state !== 'missed-by-service' && !calledOff;
}

/** What made the alarm of a visit, so that the worker's return ends it. */
export function alarmSourceOf(contactId: string): string {
  return `lone-working:${contactId}`;
}
