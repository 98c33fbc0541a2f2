import { DomainError } from '#libs/contracts';
import type { ContactRule } from './contact-rule.rules';

const RULES: Record<ContactRule, string> = {
  'contacting-subject-prohibited':
    'The referrer asks that this person is not contacted: settle with the referrer first how they are reached',
  'through-carer': 'This person is contacted through their carer only',
};

/** A contact rule stands: it asks first, and why it is right all the same is recorded. */
export class ContactRuleStandsError extends DomainError {
  readonly code = 'CASE.CONTACT_RULE_STANDS';
  readonly status = 409;

  constructor(rule: ContactRule) {
    const detail = `${RULES[rule]}, or send again with despiteContactRule, which says why it is right all the same.`;
    super(detail, [{ pointer: '/despiteContactRule', code: rule, detail }]);
  }
}
