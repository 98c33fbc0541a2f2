import { Injectable } from '@nestjs/common';
import { NotYetKnownError, type ReferralWithdrawn } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { isLive } from '../connections/connection-state.rules';
import { connectionProgressed } from '../connections/connection-events.mapper';
import { ConnectionRepository } from '../connections/connection.repository';
import { EndContactsService } from '../contacts/end-contacts.service';
import { caseClosed } from './case-events.mapper';
import { CaseRepository } from './case.repository';
import { ChangeCaseService } from './change-case.service';

/** Ends a case whose sender took the referral back: its live connections are withdrawn first, then it closes. One that is closed already stays as it is. */
@Injectable()
export class WithdrawCaseService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly cases: CaseRepository,
    private readonly connections: ConnectionRepository,
    private readonly endContacts: EndContactsService,
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
      for (const connection of connections.filter(({ state }) => isLive(state))) {
        connection.withdraw(status === 'cancelled' ? 'withdrawn-by-sender' : status, at);
        await this.connections.update(connection, true);
        await this.outbox.add(connectionProgressed(found, connection));
      }
      found.close(reason, connections, at);
      await this.endContacts.execute(locked, reason, 'caseload', at);
      await this.outbox.add(caseClosed(found, reason, at));
    });
  }
}
