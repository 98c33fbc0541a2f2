import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { statusAfter } from '../cases/case-status.rules';
import { CheckSupportService } from '../consents/check-support.service';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { ChangeContactsService } from './change-contacts.service';
import { tooFarAhead } from '../clocks/horizon.rules';
import type { KeepInTouchDto } from './contact-details.dto';
import { ContactRefusedError } from './contact.errors';
import { PlanNextCallService } from './plan-next-call.service';
import { PlannedContactRepository } from './planned-contact.repository';
import { StorePlannedContactService } from './store-planned-contact.service';

/** Begins, changes or ends the calls that keep in touch with a person, by how vulnerable they are (CL-35). A call that was planned makes way for the new ones. */
@Injectable()
export class SetKeepInTouchService {
  constructor(
    private readonly changeContacts: ChangeContactsService,
    private readonly checkSupport: CheckSupportService,
    private readonly contacts: PlannedContactRepository,
    private readonly contactRules: AskContactRuleService,
    private readonly store: StorePlannedContactService,
    private readonly planNextCall: PlanNextCallService,
  ) {}

  execute(caseId: string, { tier, firstAt, despiteContactRule }: KeepInTouchDto, by: Principal, now: Date): Promise<void> {
    const first = firstAt === undefined ? null : new Date(firstAt);
    if (first && first < now)
      throw new ContactRefusedError([{ pointer: '/firstAt', code: 'in-past', detail: 'The first call lies ahead.' }]);
    const problems = first ? tooFarAhead('/firstAt', first, now) : [];
    if (problems.length > 0) throw new ContactRefusedError(problems);
    return this.changeContacts.execute({ caseId, by, action: 'keep-in-touch' }, async (locked) => {
      const { case: found } = locked;
      statusAfter('plan-contact', found.status);
      if (tier) await this.checkSupport.execute(caseId, now);
      if (tier) await this.contactRules.execute(found, { act: 'keep-in-touch', aboutId: caseId, despiteContactRule }, by, now);
      found.keepInTouchTier = tier ?? null;
      const planned = await this.contacts.nextCallOf(caseId);
      if (planned) {
        planned.settle('cancelled', now);
        await this.store.execute(locked, planned, by.subject);
      }
      if (first) await this.planNextCall.plan(locked, first, by.subject, now);
      else await this.planNextCall.execute(locked, { purpose: 'keep-in-touch', at: now }, by.subject, now);
    });
  }
}
