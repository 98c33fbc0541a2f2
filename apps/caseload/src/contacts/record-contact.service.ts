import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { Transaction, type Principal } from '#libs/platform';
import { contactRecorded } from '../cases/case-events.mapper';
import { ChangeCaseService } from '../cases/change-case.service';
import { ReachQuery } from '../workers/reach.query';
import type { ContactView, RecordContactDto } from './contact.dto';
import { Contact } from './contact.entity';
import { ContactInFutureError } from './contact.errors';

/** How far the clock of a link worker's computer may run ahead of ours. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Records that a contact with the person was kept or missed. The first kept one starts the support and stops the first-contact clock (CL-12). */
@Injectable()
export class RecordContactService {
  constructor(
    private readonly transaction: Transaction,
    private readonly changeCase: ChangeCaseService,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
  ) {}

  async execute(
    caseId: string,
    told: RecordContactDto,
    expectedVersion: number | undefined,
    by: Principal,
    now: Date,
  ): Promise<ContactView> {
    const { mode, outcome, note = null } = told;
    const at = new Date(told.at);
    if (at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) throw new ContactInFutureError();
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'record-contact' }, async ({ case: found }) => {
      const first = outcome === 'kept' ? found.contactKept(at) : (found.contactMissed(at), false);
      const contact = { id: randomUUID(), mode, outcome, first, at, note };
      const workerId = found.workerId ?? undefined;
      await this.transaction.manager.insert(Contact, { ...contact, caseId, workerId, recordedBy: by.subject, recordedAt: now });
      await this.outbox.add(contactRecorded(found, contact));
      return { ...contact, at: at.toISOString() };
    });
  }
}
