import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ClinicianAccessQuery } from '../refer-backs/clinician-access.query';
import { ReachQuery } from '../workers/reach.query';

/** Who may read the risks of a case: the scheme's people, and the clinicians who would take them on. */
@Injectable()
export class RiskAccessQuery {
  constructor(
    private readonly cases: CaseRepository,
    private readonly clinicians: ClinicianAccessQuery,
    private readonly reach: ReachQuery,
  ) {}

  async assert(caseId: string, caller: Principal): Promise<void> {
    if (caller.roles.includes('clinician')) await this.clinicians.assertReaches(caseId, caller);
    else await this.cases.assertWithin(caseId, await this.reach.of(caller));
  }
}
