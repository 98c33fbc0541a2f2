import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { CheckSupportService } from '../consents/check-support.service';
import { ReachQuery } from '../workers/reach.query';
import { AddContactService } from './add-contact.service';
import type { ContactView, RecordContactDto } from './contact.dto';
import { ContactRefusedError } from './contact.errors';

/** Records a contact that nothing had been agreed for: it was kept, or it was an attempt that found nobody. */
@Injectable()
export class RecordContactService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly addContact: AddContactService,
    private readonly checkSupport: CheckSupportService,
    private readonly reach: ReachQuery,
  ) {}

  async execute(
    caseId: string,
    told: RecordContactDto,
    expectedVersion: number | undefined,
    by: Principal,
    now: Date,
  ): Promise<ContactView> {
    const { outcome, place = null, note = null, beforeReferralReason = null } = told;
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'record-contact' }, async (locked) => {
      const at = new Date(told.at);
      await this.checkSupport.execute(caseId, at);
      const mode = told.mode ?? locked.case.preferredMode;
      if (mode === null)
        throw new ContactRefusedError([
          { pointer: '/mode', code: 'required', detail: 'The person has no preferred mode yet: say how it happened.' },
        ]);
      const facts = { id: randomUUID(), mode, place, outcome, missedBy: null, missedReason: null, at, note };
      return this.addContact.execute(locked, { ...facts, beforeReferralReason }, told.despiteContactRule, by, now);
    });
  }
}
