import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { Transaction, type Principal } from '#libs/platform';
import { SettleCallBacksService } from '../call-backs/settle-call-backs.service';
import { contactRecorded } from '../cases/case-events.mapper';
import type { LockedCase } from '../cases/change-case.service';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { PersonMessages } from '../person-messages/person-messages.service';
import { contactViewOf } from './contact-view.mapper';
import type { ContactView } from './contact.dto';
import { Contact } from './contact.entity';
import { ContactInFutureError, ContactRefusedError } from './contact.errors';

const BEFORE_REFERRAL = {
  pointer: '/at',
  code: 'before-referral',
  detail: 'This lies before the referral: give the right time, or the reason why it belongs on this case.',
};

/** How far the clock of a link worker's computer may run ahead of ours. */
const CLOCK_TOLERANCE_MS = 60_000;

export type ContactFacts = Pick<
  Contact,
  'id' | 'mode' | 'place' | 'outcome' | 'missedBy' | 'missedReason' | 'at' | 'note' | 'beforeReferralReason'
>;

/**
 * Puts a contact on the record of a locked case: the first kept one since the referral starts the support and stops the first-contact
 * clock (CL-12), and any keeps a call-back that was promised for then (CL-14). For one that the service missed the person gets an apology.
 */
@Injectable()
export class AddContactService {
  constructor(
    private readonly transaction: Transaction,
    private readonly callBacks: SettleCallBacksService,
    private readonly contactRules: AskContactRuleService,
    private readonly outbox: OutboxService,
    private readonly messages: PersonMessages,
  ) {}

  /** `despiteContactRule`: why the person was contacted although a contact rule stands; without it that is refused. */
  async execute(
    locked: LockedCase,
    facts: ContactFacts,
    despiteContactRule: string | undefined,
    by: Principal,
    now: Date,
  ): Promise<ContactView> {
    const { case: found } = locked;
    const { at, outcome } = facts;
    if (at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) throw new ContactInFutureError();
    const isEarlier = at < found.receivedAt;
    if (isEarlier && facts.beforeReferralReason === null) throw new ContactRefusedError([BEFORE_REFERRAL]);
    await this.contactRules.execute(found, { act: 'contact', aboutId: facts.id, despiteContactRule }, by, now);
    const beforeReferralReason = isEarlier ? facts.beforeReferralReason : null;
    const first = !isEarlier && outcome === 'kept' && found.contactKept(at);
    if (isEarlier) found.contactBeforeReferral();
    else if (outcome === 'missed') found.contactMissed(at);
    const contact = Object.assign(new Contact(), { ...facts, beforeReferralReason, first, caseId: found.id, workerId: found.workerId });
    await this.transaction.manager.insert(Contact, Object.assign(contact, { recordedBy: by.subject, recordedAt: now }));
    await this.outbox.add(contactRecorded(found, contact));
    if (outcome === 'kept') await this.callBacks.execute(locked, at, by.subject);
    if (facts.missedBy === 'service') await this.messages.send(found, 'apology', { at: at.toISOString() }, now);
    return contactViewOf(contact, found.accessNeeds);
  }
}
