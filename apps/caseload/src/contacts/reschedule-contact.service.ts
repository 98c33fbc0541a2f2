import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { CheckSupportService } from '../consents/check-support.service';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { MayBeOutError } from '../lone-working/lone-working.errors';
import { ChangeContactsService } from './change-contacts.service';
import { DecideContactPlanService } from './decide-contact-plan.service';
import { plannedContactViewOf } from './planned-contact-view.mapper';
import type { ContactTimeDto, PlannedContactView } from './planned-contact.dto';
import { PlannedContactRepository } from './planned-contact.repository';
import { StorePlannedContactService } from './store-planned-contact.service';

/** Moves a planned contact to another time, place or mode; it stays the same contact, and nobody has missed it. */
@Injectable()
export class RescheduleContactService {
  constructor(
    private readonly changeContacts: ChangeContactsService,
    private readonly contacts: PlannedContactRepository,
    private readonly decide: DecideContactPlanService,
    private readonly checkSupport: CheckSupportService,
    private readonly contactRules: AskContactRuleService,
    private readonly store: StorePlannedContactService,
  ) {}

  execute(caseId: string, contactId: string, told: ContactTimeDto, by: Principal, now: Date): Promise<PlannedContactView> {
    return this.changeContacts.execute({ caseId, by, action: 'reschedule-contact' }, async (locked) => {
      const { case: found } = locked;
      const planned = await this.contacts.get(contactId, caseId);
      planned.assertPlanned();
      if (planned.mode === 'home-visit' && planned.at <= now && planned.backAt === null) throw new MayBeOutError();
      statusAfter('plan-contact', found.status);
      await this.checkSupport.execute(caseId, now);
      const { despiteContactRule } = told;
      await this.contactRules.execute(found, { act: 'plan-contact', aboutId: planned.id, despiteContactRule }, by, now);
      planned.reschedule(await this.decide.execute(found, told, planned, now));
      await this.store.execute(locked, planned, by.subject);
      return plannedContactViewOf(planned, found.accessNeeds);
    });
  }
}
