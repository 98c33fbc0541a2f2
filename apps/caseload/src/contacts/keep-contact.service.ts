import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { AddContactService } from './add-contact.service';
import { ChangeContactsService } from './change-contacts.service';
import type { ContactView } from './contact.dto';
import { PlanNextCallService } from './plan-next-call.service';
import { PlannedContactRepository } from './planned-contact.repository';
import type { KeepContactDto } from './settle-contact.dto';
import { StorePlannedContactService } from './store-planned-contact.service';

/** A planned contact was kept: it becomes a contact on the record under the same id. */
@Injectable()
export class KeepContactService {
  constructor(
    private readonly changeContacts: ChangeContactsService,
    private readonly contacts: PlannedContactRepository,
    private readonly store: StorePlannedContactService,
    private readonly addContact: AddContactService,
    private readonly planNextCall: PlanNextCallService,
  ) {}

  execute(caseId: string, contactId: string, told: KeepContactDto, by: Principal, now: Date): Promise<ContactView> {
    return this.changeContacts.execute({ caseId, by, action: 'keep-contact' }, async (locked) => {
      const planned = await this.contacts.get(contactId, caseId);
      planned.settle('kept', now);
      const { id, place } = planned;
      const { mode = planned.mode, note = null, beforeReferralReason = null } = told;
      const at = told.at === undefined ? planned.at : new Date(told.at);
      const facts = { id, mode, place, at, note, outcome: 'kept', missedBy: null, missedReason: null } as const;
      const recorded = await this.addContact.execute(locked, { ...facts, beforeReferralReason }, told.despiteContactRule, by, now);
      await this.store.execute(locked, planned, by.subject);
      await this.planNextCall.execute(locked, planned, by.subject, now);
      return recorded;
    });
  }
}
