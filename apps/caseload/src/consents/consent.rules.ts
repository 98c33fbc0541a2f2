import { CONSENT_PURPOSES, type ConsentDecision, type ConsentPurpose } from '#libs/contracts';

/**
 * What holds while the person has said nothing: a referral is made with the person, so they are supported, their referrer
 * hears how it goes, and what helped is counted. What a provider hears is asked for with each connection. The rest must be given.
 */
const UNTIL_SAID: Readonly<Record<ConsentPurpose, boolean>> = {
  support: true,
  'share-with-referrer': true,
  'share-with-provider': true,
  evaluation: true,
  're-contact': false,
  story: false,
};

/** Whether a purpose may be served, by the last word on it. */
export function consentHolds(purpose: ConsentPurpose, last: ConsentDecision | undefined): boolean {
  return last === undefined ? UNTIL_SAID[purpose] : last === 'given';
}

/** Of every purpose. `words`: the oldest first. */
export function purposesOf(words: readonly { purpose: ConsentPurpose; decision: ConsentDecision }[]) {
  return CONSENT_PURPOSES.map((purpose) => {
    const last = words.filter((word) => word.purpose === purpose).at(-1);
    return { purpose, holds: consentHolds(purpose, last?.decision) };
  });
}
