import { CONSENT_PURPOSES, type ConsentDecision, type ConsentPurpose } from '#libs/contracts';

/** What is on record of one purpose: the person's last word, or that nobody has asked them. */
export const CONSENT_STATES = ['given', 'refused', 'withdrawn', 'assumed', 'not-asked'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/**
 * Nothing that the person has not said is taken as said, with one exception: a referral is made with the person, so their support
 * begins, and is assumed until their first conversation, in which they are asked. `last`: what they said last on the purpose.
 */
export function consentState(purpose: ConsentPurpose, last: ConsentDecision | undefined, spokenTo: boolean): ConsentState {
  if (last !== undefined) return last;
  return purpose === 'support' && !spokenTo ? 'assumed' : 'not-asked';
}

/** Whether the purpose may be served. */
export function consentHolds(state: ConsentState): boolean {
  return state === 'given' || state === 'assumed';
}

/** Whether the person has said no. */
export function saidNo(decision: ConsentDecision | undefined): boolean {
  return decision === 'refused' || decision === 'withdrawn';
}

/** A word on a purpose. */
export interface Word {
  readonly purpose: ConsentPurpose;
  readonly decision: ConsentDecision;
  readonly at: Date;
}

/** What counts of one purpose: what was said last, whenever it was written down. `words`: as they were written down. */
export function lastWord<T extends Word>(words: readonly T[], purpose: ConsentPurpose): T | undefined {
  return words
    .filter((word) => word.purpose === purpose)
    .reduce<T | undefined>((last, word) => (last === undefined || word.at >= last.at ? word : last), undefined);
}

/** Of every purpose. `spokenTo`: there was a first conversation. */
export function purposesOf(words: readonly Word[], spokenTo: boolean) {
  return CONSENT_PURPOSES.map((purpose) => {
    const last = lastWord(words, purpose);
    const state = consentState(purpose, last?.decision, spokenTo);
    return { purpose, state, holds: consentHolds(state), since: last?.at.toISOString() ?? null };
  });
}
