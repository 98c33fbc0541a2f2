/**
 * How a person may be contacted, where not freely: the referrer asks that they are not contacted at all (SDOHCC's code), or they are
 * contacted through somebody who belongs to them (ID-02). The first goes before the second.
 */
export const CONTACT_RULES = ['contacting-subject-prohibited', 'through-carer'] as const;
export type ContactRule = (typeof CONTACT_RULES)[number];

/** What a contact rule asks before. */
export const CONTACT_RULE_ACTS = ['contact', 'plan-contact', 'call-back', 'keep-in-touch', 'connection', 'message'] as const;
export type ContactRuleAct = (typeof CONTACT_RULE_ACTS)[number];

/** Whether somebody of `related_person` as r belongs to the person on the day that the expression gives. */
export const belongsOn = (day: string): string =>
  `r.ended_at IS NULL AND (r.from_on IS NULL OR r.from_on <= ${day}) AND (r.until_on IS NULL OR r.until_on >= ${day})`;

/** The rule that stands today, of `case` as c; null where the person is contacted freely. */
export const CONTACT_RULE = `CASE WHEN c.contact_prohibited THEN 'contacting-subject-prohibited'
  WHEN EXISTS (SELECT 1 FROM related_person r WHERE r.case_id = c.id AND r.contact_rule = 'through-carer'
    AND ${belongsOn(`(now() AT TIME ZONE 'Europe/London')::date`)}) THEN 'through-carer' END`;
