import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { Action } from '../actions/action.entity';
import { AlertService } from '../alerts/alert.service';
import { ChangeCaseService } from '../cases/change-case.service';
import { endOfWorkingDay } from '../clocks/working-days.rules';
import { MyReportRepository } from './my-report.repository';
import type { ReportKind } from './my-report.rules';
import type { MyVisit } from './my-visit.query';

const TITLES: Readonly<Record<ReportKind, string>> = {
  'nobody-came': 'The person says that nobody has been in touch: contact them',
  'not-right': 'The person says that something on their page is not right: ask them what',
  'not-wanted': 'The person says that they do not want this any more: talk it over with them',
  other: 'The person says that something is wrong: read what they wrote and contact them',
};

/** Something is wrong, says the person on their own page: it becomes an action for a human, due by the end of the next working day. */
@Injectable()
export class ReportWrongService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly alerts: AlertService,
    private readonly reports: MyReportRepository,
  ) {}

  /** By when a human looks at it. A case that has closed has no actions any more: there an alert tells of it. */
  execute({ caseId, by }: MyVisit, told: { readonly kind: ReportKind; readonly words: string | null }, now: Date): Promise<Date> {
    return this.transaction.run(async () => {
      const id = randomUUID();
      const change = { caseId, reach: null, by, action: 'report-wrong' };
      const action = await this.changeCase.execute(change, async ({ case: found, actions, clocks }) => {
        const ownerKind = found.workerId === null ? 'supervisor' : 'worker';
        const dueAt = endOfWorkingDay(now, 1, clocks.nation);
        const opened = Action.open({ type: 'something-wrong', title: TITLES[told.kind], ownerKind, dueAt, source: `my-report:${id}` });
        actions.push(opened);
        if (found.status === 'closed') await this.alerts.raise(found, 'wrong-after-closure', now);
        return opened;
      });
      await this.reports.insert({ id, caseId, actionId: action.id, at: now, ...told });
      return action.dueAt;
    });
  }
}
