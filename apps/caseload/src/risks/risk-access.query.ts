import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ConsentRepository } from '../consents/consent.repository';
import { saidNo } from '../consents/consent.rules';
import { ClinicianAccessQuery } from '../refer-backs/clinician-access.query';
import { ReferBackRepository } from '../refer-backs/refer-back.repository';
import { ReachQuery } from '../workers/reach.query';

/**
 * Who may read the risks of a case: the scheme's people, and the clinicians who would take them on. Those of the practice no longer when
 * the person has said no to their hearing of them (GV-01), save while a crisis waits for them.
 */
@Injectable()
export class RiskAccessQuery {
  constructor(
    private readonly cases: CaseRepository,
    private readonly clinicians: ClinicianAccessQuery,
    private readonly consents: ConsentRepository,
    private readonly referBacks: ReferBackRepository,
    private readonly reach: ReachQuery,
  ) {}

  async assert(caseId: string, caller: Principal): Promise<void> {
    if (!caller.roles.includes('clinician')) return this.cases.assertWithin(caseId, await this.reach.of(caller));
    await this.clinicians.assertReaches(caseId, caller);
    const isOwn = await this.cases.isWithin(caseId, { organisationId: caller.organisationId, schemeIds: null, workerId: null });
    if (isOwn || !saidNo((await this.consents.last(caseId, 'share-with-referrer'))?.decision)) return;
    if ((await this.referBacks.waitingOf(caseId)).length === 0) throw new NotFoundError('case');
  }
}
