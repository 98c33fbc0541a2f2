/** On what ground somebody speaks or decides for the person (ID-02). */
export const AUTHORITIES = [
  'none',
  'agreed-by-person',
  'parental-responsibility',
  'power-of-attorney-welfare',
  'power-of-attorney-property',
  'deputy-or-guardian',
  'statutory-advocate',
] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** Whether they may be contacted about the person; `through-carer`: the person is contacted through them only. */
export const RELATED_CONTACT_RULES = ['through-carer', 'may-be-contacted', 'not-to-be-contacted'] as const;
export type RelatedContactRule = (typeof RELATED_CONTACT_RULES)[number];
