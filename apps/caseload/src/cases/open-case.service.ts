import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ReferralAccepted } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction } from '#libs/platform';
import { nextActionOf } from '../actions/next-action.rules';
import { CaseFileRepository, NOTHING_BEFORE } from './case-file.repository';
import { caseOpened } from './case-events.mapper';
import { Case } from './case.entity';
import { CaseRepository } from './case.repository';
import { ReferralDetailsRepository } from './referral-details.repository';

/** Opens a case for an accepted referral in the scheme's unallocated queue, due for allocation within the scheme's service level (CL-02). */
@Injectable()
export class OpenCaseService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly files: CaseFileRepository,
    private readonly details: ReferralDetailsRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  /** The new case's id; null when the referral has one already. */
  execute(referral: ReferralAccepted, now: Date): Promise<string | null> {
    return this.transaction.run(async () => {
      // One referral, one case, also when the event is republished under another id.
      if (await this.cases.idOfReferral(referral.referralId)) return null;
      const scheme = await this.files.schemeOf(referral.schemeId);
      const { clocks } = scheme;
      const opened = Case.open(randomUUID(), referral, clocks, now);
      opened.settle(nextActionOf(opened, [], clocks));
      const file = { case: opened, ...scheme, connections: [], actions: [], pauses: [] };
      this.files.settleLimbo(file);
      await this.cases.insert(opened);
      if (referral.person?.referral) await this.details.insert(opened.id, referral.person.referral, now);
      await this.files.save(file, NOTHING_BEFORE);
      await this.outbox.add(caseOpened(opened));
      await this.audit.record({ by: 'caseload', action: 'create', entity: 'case', entityId: opened.id });
      return opened.id;
    });
  }
}
