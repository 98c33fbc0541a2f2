import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import type { ClockPauseView } from './clock-pause.dto';
import { ClockPauseRepository } from './clock-pause.repository';

/** When the clocks of one case stood still, and why. */
@Injectable()
export class ClockPausesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly pauses: ClockPauseRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  ofCase(caseId: string, caller: Principal): Promise<ClockPauseView[]> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      const pauses = await this.pauses.ofCase(caseId);
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
      return pauses.map(({ id, clock, reason, from, until, recordedAt }) => {
        return { id, clock, reason, from, until, recordedAt: recordedAt.toISOString() };
      });
    });
  }
}
