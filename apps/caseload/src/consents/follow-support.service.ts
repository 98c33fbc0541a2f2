import { Injectable } from '@nestjs/common';
import { Action } from '../actions/action.entity';
import { AlertService } from '../alerts/alert.service';
import type { LockedCase } from '../cases/case-file.repository';
import { endOfWorkingDay } from '../clocks/working-days.rules';
import { ConsentRepository } from './consent.repository';
import { saidNo } from './consent.rules';

export const AGREE_ENDING = 'agree-ending';

/**
 * What follows when the person no longer wants to be supported (GV-01): their worker is to agree with them how to end, and the supervisor sees it as an alert.
 * When they want it again, that is over.
 */
@Injectable()
export class FollowSupportService {
  constructor(
    private readonly consents: ConsentRepository,
    private readonly alerts: AlertService,
  ) {}

  /** Under the case's lock, after the word was put on record. */
  async execute({ case: found, actions, clocks }: LockedCase, by: string, now: Date): Promise<void> {
    if (found.status === 'closed') return;
    const last = await this.consents.last(found.id, 'support');
    const open = actions.find(({ type, isOpen }) => type === AGREE_ENDING && isOpen);
    if (!last || !saidNo(last.decision)) {
      open?.complete(by, now, 'support-given-again');
      return;
    }
    if (open) return;
    const title = 'Agree with the person how to end: they no longer want to be supported';
    const dueAt = endOfWorkingDay(now, 2, clocks.nation);
    actions.push(Action.open({ type: AGREE_ENDING, title, ownerKind: 'worker', dueAt, source: `consent:${last.id}` }));
    await this.alerts.raise(found, 'support-withdrawn', last.at);
  }
}
