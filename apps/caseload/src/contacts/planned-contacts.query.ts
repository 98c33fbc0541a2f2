import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { Case } from '../cases/case.entity';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { plannedContactViewOf } from './planned-contact-view.mapper';
import type { PlannedContactView } from './planned-contact.dto';
import { PlannedContactRepository } from './planned-contact.repository';

/** What is and was planned on one case. */
@Injectable()
export class PlannedContactsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly contacts: PlannedContactRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  /** Part of a person's record: reading it is audited. */
  ofCase(caseId: string, caller: Principal): Promise<PlannedContactView[]> {
    return this.transaction.run(async () => {
      await this.cases.assertWithin(caseId, await this.reach.of(caller));
      const found = await this.transaction.reader.findOne(Case, { where: { id: caseId }, select: { id: true, accessNeeds: true } });
      const planned = await this.contacts.ofCase(caseId);
      await this.audit.record({ by: caller, action: 'read', entity: 'case', entityId: caseId });
      return planned.map((each) => plannedContactViewOf(each, found?.accessNeeds ?? null));
    });
  }
}
