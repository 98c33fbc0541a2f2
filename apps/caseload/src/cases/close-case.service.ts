import { Injectable } from '@nestjs/common';
import type { ClosureReason } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { EndContactsService } from '../contacts/end-contacts.service';
import { ReachQuery } from '../workers/reach.query';
import { caseClosed } from './case-events.mapper';
import { ChangeCaseService } from './change-case.service';
import { SettleClosureService, type NeedOutcomes } from './settle-closure.service';

export interface Closure {
  readonly caseId: string;
  readonly reason: ClosureReason;
  /** What came of the needs that are open. */
  readonly outcomes: NeedOutcomes;
  readonly expectedVersion: number | undefined;
}

/** Closes a case with its reason; refused while a connection is live, and for non-contact before enough was tried (CL-16). */
@Injectable()
export class CloseCaseService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly reach: ReachQuery,
    private readonly endContacts: EndContactsService,
    private readonly settleClosure: SettleClosureService,
    private readonly outbox: OutboxService,
  ) {}

  async execute({ caseId, reason, outcomes, expectedVersion }: Closure, by: Principal, now: Date): Promise<void> {
    const reach = await this.reach.of(by);
    await this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'close' }, async (locked) => {
      const { case: found, connections } = locked;
      found.close(reason, connections, now);
      await this.settleClosure.execute(found.id, reason, outcomes, now);
      await this.endContacts.execute(locked, reason, by.subject, now);
      await this.outbox.add(caseClosed(found, reason, now));
    });
  }
}
