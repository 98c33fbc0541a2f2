import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { CheckSupportService } from '../consents/check-support.service';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { ChangeContactsService } from './change-contacts.service';
import { endAdjustmentPrompt } from './contact-actions.rules';
import { DecideContactPlanService } from './decide-contact-plan.service';
import { plannedContactViewOf } from './planned-contact-view.mapper';
import type { PlanContactDto, PlannedContactView } from './planned-contact.dto';
import { PlannedContact } from './planned-contact.entity';
import { StorePlannedContactService } from './store-planned-contact.service';

/** Plans a contact with the person, in the way they prefer unless there is a reason (CL-06). */
@Injectable()
export class PlanContactService {
  constructor(
    private readonly changeContacts: ChangeContactsService,
    private readonly checkSupport: CheckSupportService,
    private readonly decide: DecideContactPlanService,
    private readonly contactRules: AskContactRuleService,
    private readonly store: StorePlannedContactService,
  ) {}

  execute(caseId: string, told: PlanContactDto, by: Principal, now: Date): Promise<PlannedContactView> {
    return this.changeContacts.execute({ caseId, by, action: 'plan-contact' }, async (locked) => {
      const { case: found, actions } = locked;
      statusAfter('plan-contact', found.status);
      await this.checkSupport.execute(caseId, now);
      const plan = await this.decide.execute(found, told, null, now);
      const { agreedWith, adjustments, despiteContactRule } = told;
      const id = randomUUID();
      await this.contactRules.execute(found, { act: 'plan-contact', aboutId: id, despiteContactRule }, by, now);
      const made = { id, caseId: found.id, purpose: 'agreed', plannedBy: by.subject, plannedAt: now } as const;
      const planned = PlannedContact.plan({ ...made, ...plan, agreedWith, adjustments });
      if (adjustments.length > 0) endAdjustmentPrompt(actions, by.subject, now);
      await this.store.execute(locked, planned, by.subject);
      return plannedContactViewOf(planned, found.accessNeeds);
    });
  }
}
