import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { NeedRepository } from '../needs/need.repository';
import { RestrictedAccessQuery } from '../restricted/restricted-access.query';
import { ReachQuery } from '../workers/reach.query';
import { unmetNeedViewOf } from './unmet-need-view.mapper';
import type { RecordUnmetNeedDto, UnmetNeedView } from './unmet-need.dto';
import { UnmetNeedRepository } from './unmet-need.repository';

/** Puts on record that nothing could be found for a need of a case (CL-32), and reads what is. The case itself does not change by it. */
@Injectable()
export class RecordUnmetNeedService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly unmetNeeds: UnmetNeedRepository,
    private readonly needs: NeedRepository,
    private readonly access: RestrictedAccessQuery,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  async execute(caseId: string, told: RecordUnmetNeedDto, by: Principal, now: Date): Promise<UnmetNeedView | undefined> {
    const reach = await this.reach.of(by);
    const { need, reason, area } = told;
    return this.transaction.run(async () => {
      const found = await this.cases.lock(caseId, reach);
      const id = await this.unmetNeeds.record(found, { need, reason, at: now, ...(area === undefined ? {} : { area }) });
      await this.audit.record({ by, action: 'record-unmet-need', entity: 'case', entityId: caseId });
      const all = await this.unmetNeeds.ofCase(caseId);
      return all.map(unmetNeedViewOf).find((recorded) => recorded.id === id);
    });
  }

  /** Those of sensitive needs are for those alone who may read these. */
  async read(caseId: string, by: Principal): Promise<UnmetNeedView[]> {
    return this.transaction.run(async () => {
      const { reads } = await this.access.of(caseId, by);
      const hidden = reads ? new Set() : await this.needs.sensitiveCodesOf(caseId);
      await this.audit.record({ by, action: 'read-unmet-needs', entity: 'case', entityId: caseId });
      return (await this.unmetNeeds.ofCase(caseId)).map(unmetNeedViewOf).filter(({ need }) => !hidden.has(need));
    });
  }
}
