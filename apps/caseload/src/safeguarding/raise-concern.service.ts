import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { Action, CONCERN_SOURCE } from '../actions/action.entity';
import { AlertService } from '../alerts/alert.service';
import { statusAfter } from '../cases/case-status.rules';
import { ChangeCaseService } from '../cases/change-case.service';
import { endOfWorkingDay } from '../clocks/working-days.rules';
import { leadsOf, leadWorkerOf } from '../urgent-messages/urgent-message.rules';
import { UrgentMessages } from '../urgent-messages/urgent-messages.service';
import { ReachQuery } from '../workers/reach.query';
import type { RaisedConcernView } from './safeguarding-concern.dto';
import { SafeguardingConcern, type SafeguardingCategory } from './safeguarding-concern.entity';

/**
 * Records a safeguarding concern and asks the scheme's lead, or a supervisor where it has named none, to act within a working day (GV-05). What others can see, an
 * action and an alert, says only that a restricted record awaits the lead.
 */
@Injectable()
export class RaiseConcernService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly alerts: AlertService,
    private readonly reach: ReachQuery,
    private readonly urgentMessages: UrgentMessages,
  ) {}

  async execute(
    caseId: string,
    told: { readonly category: SafeguardingCategory; readonly detail: string },
    by: Principal,
    now: Date,
  ): Promise<RaisedConcernView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute(
      { caseId, reach, by, action: 'restricted-record' },
      async ({ case: found, actions, clocks, settings }) => {
        statusAfter('refer-back', found.status);
        const leadWorkerId = leadWorkerOf(settings);
        const id = randomUUID();
        await this.transaction.manager.insert(SafeguardingConcern, {
          ...{ id, caseId: found.id, ...told, leadWorkerId },
          ...{ raisedBy: by.subject, raisedAt: now },
        });
        const dueAt = endOfWorkingDay(now, 1, clocks.nation);
        const title = 'A restricted record on this case awaits the named lead';
        const [source, ownerKind] = [`${CONCERN_SOURCE}${id}`, leadWorkerId === null ? ('supervisor' as const) : ('lead' as const)];
        actions.push(Action.open({ type: 'lead', title, ownerKind, ownerId: leadWorkerId, dueAt, source }));
        await this.alerts.raise(found, 'lead-asked', now, leadWorkerId);
        const to = leadsOf(settings.urgentContacts);
        await this.urgentMessages.send({ occasion: 'lead-asked', about: found, source, to, dueAt, page: `/cases/${found.id}` }, now);
        return { id, raisedAt: now.toISOString() };
      },
    );
  }
}
