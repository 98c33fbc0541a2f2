import { DomainError } from '#libs/contracts';
import type { ContactRule } from './contact-rule.rules';

const RULES: Record<ContactRule, string> = {
  'contacting-subject-prohibited': 'The referrer asks that this person is not contacted: agree with the referrer first how to reach them',
  'through-carer': 'Contact this person through their carer',
};

/** A contact rule stands: it asks first, and why it is right all the same is recorded. */
export class ContactRuleStandsError extends DomainError {
  readonly code = 'CASE.CONTACT_RULE_STANDS';
  readonly status = 409;

  constructor(rule: ContactRule) {
    const detail = `${RULES[rule]}, or send this again with the reason for an exception in despiteContactRule.`;
    super(detail, [{ pointer: '/despiteContactRule', code: rule, detail }]);
  }
}
