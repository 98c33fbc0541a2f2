import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { RelatedPersonRepository } from '../related-persons/related-person.repository';
import type { ContactRuleExceptionView } from './contact-rule.dto';
import { ContactRuleException } from './contact-rule-exception.entity';
import { ContactRuleStandsError } from './contact-rule.errors';
import type { ContactRule, ContactRuleAct } from './contact-rule.rules';

/** What is about to be done, and why it is right although a rule stands, if somebody said so. */
export interface ActUnderRule {
  readonly act: ContactRuleAct;
  readonly aboutId: string;
  readonly despiteContactRule: string | undefined;
}

/** Asks before a person is contacted, or others are asked to contact them, while a contact rule stands; why it was done is kept. */
@Injectable()
export class AskContactRuleService {
  constructor(
    private readonly transaction: Transaction,
    private readonly relatedPersons: RelatedPersonRepository,
    private readonly audit: AuditService,
  ) {}

  async ruleOf({ id, contactProhibited }: Pick<Case, 'id' | 'contactProhibited'>, now: Date): Promise<ContactRule | null> {
    if (contactProhibited) return 'contacting-subject-prohibited';
    return (await this.relatedPersons.carerOf(id, now)) ? 'through-carer' : null;
  }

  async exceptionsOf(caseId: string): Promise<ContactRuleExceptionView[]> {
    const found = await this.transaction.reader.find(ContactRuleException, { where: { caseId }, order: { at: 'ASC', id: 'ASC' } });
    return found.map(({ rule, act, aboutId, reason, at }) => ({ rule, act, aboutId, reason, at: at.toISOString() }));
  }

  /** Throws `ContactRuleStandsError` when nobody has said why. What was said when a contact was planned counts when it is recorded. */
  async execute(found: Case, { act, aboutId, despiteContactRule: reason }: ActUnderRule, by: Principal, now: Date): Promise<void> {
    const rule = await this.ruleOf(found, now);
    if (rule === null) return;
    const { manager, reader } = this.transaction;
    if (reason === undefined) {
      const once = act !== 'keep-in-touch' && (await reader.existsBy(ContactRuleException, { caseId: found.id, aboutId, rule }));
      if (once) return;
      throw new ContactRuleStandsError(rule);
    }
    const exception = { id: randomUUID(), caseId: found.id, rule, act, aboutId, reason, doneBy: by.subject, at: now };
    await manager.insert(ContactRuleException, exception);
    await this.audit.record({ by, action: `${act}-despite-contact-rule`, entity: 'case', entityId: found.id });
  }
}
