import { Injectable } from '@nestjs/common';
import { AuditService, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { MyReportRepository } from './my-report.repository';
import type { MyReportView } from './my.dto';

/** What the person told on their own page. */
@Injectable()
export class MyReportsQuery {
  constructor(
    private readonly cases: CaseRepository,
    private readonly reports: MyReportRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  /** Part of a person's record: reading it is audited. */
  async ofCase(caseId: string, caller: Principal): Promise<MyReportView[]> {
    await this.cases.assertWithin(caseId, await this.reach.of(caller));
    await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
    return (await this.reports.ofCase(caseId)).map(({ id, actionId, kind, words, at }) => ({ id, actionId, kind, words, at }));
  }
}
