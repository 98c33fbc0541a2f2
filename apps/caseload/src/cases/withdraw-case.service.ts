import { Injectable } from '@nestjs/common';
import { NotYetKnownError, type ReferralWithdrawn } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { EndContactsService } from '../contacts/end-contacts.service';
import { caseClosed } from './case-events.mapper';
import { CaseRepository } from './case.repository';
import { ChangeCaseService } from './change-case.service';
import { EndOpenStepsService } from './end-open-steps.service';
import { SettleClosureService } from './settle-closure.service';

/** Ends a case whose sender took the referral back, with all that is open on it. One that is closed already stays as it is. */
@Injectable()
export class WithdrawCaseService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly cases: CaseRepository,
    private readonly endOpenSteps: EndOpenStepsService,
    private readonly endContacts: EndContactsService,
    private readonly settleClosure: SettleClosureService,
    private readonly outbox: OutboxService,
  ) {}

  async execute({ referralId, status, withdrawnAt }: ReferralWithdrawn): Promise<void> {
    const caseId = await this.cases.idOfReferral(referralId);
    if (caseId === null) throw new NotYetKnownError(`The case of referral ${referralId}`);
    const at = new Date(withdrawnAt);
    const reason = status === 'cancelled' ? 'withdrawn' : status;
    await this.changeCase.execute({ caseId, reach: null, by: 'caseload', action: 'withdraw' }, async (locked) => {
      const { case: found, connections } = locked;
      if (found.status === 'closed') return;
      await this.endOpenSteps.handOver(locked, 'caseload', at);
      await this.endOpenSteps.liveConnections(locked, status === 'cancelled' ? 'withdrawn-by-sender' : status, at);
      found.close(reason, connections, at);
      await this.settleClosure.withdrawn(found, at);
      await this.endContacts.execute(locked, reason, 'caseload', at);
      await this.outbox.add(caseClosed(found, reason, at));
    });
  }
}
