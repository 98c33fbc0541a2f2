import type { TextKey } from '../texts/english.rules';
import type { Language, Say } from '../texts/text.rules';

const ZONE = 'Europe/London';
const DAYS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: ZONE }),
  // Without the weekday, whose first letter would depend on the word before it.
  cy: new Intl.DateTimeFormat('cy', { day: 'numeric', month: 'long', timeZone: ZONE }),
};
const TIMES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ZONE });

/** `Friday 12 March`. */
export function dayIn(language: Language, at: Date | string): string {
  return DAYS[language].format(new Date(at)).replace(',', '');
}

/** `09:30`. */
export function timeOf(at: Date | string): string {
  return TIMES.format(new Date(at));
}

/** What the person is told of a case. */
export interface CaseOfWords {
  readonly status: string;
  readonly nextActionType: string | null;
  readonly nextActionOwner: string | null;
  readonly nextActionDueAt: Date | null;
}

/** Types of next actions that have words of their own; all others are told as "acts next". */
const TOLD = [
  'allocate',
  'first-contact',
  'retry-contact',
  'refer',
  'provider-answer',
  'attendance',
  'not-attended',
  'find-alternative',
  'review',
  'follow-up',
  'agree-ending',
] as const;

/** Who acts next and by when, in plain words; what is late is told as late. */
export function nextInWords(found: CaseOfWords, say: Say, language: Language, worker: string | null, now: Date): string {
  const { status, nextActionType: type, nextActionOwner: owner, nextActionDueAt: dueAt } = found;
  if (status === 'closed' || dueAt === null) return say('next.closed');
  const values = { worker: worker ?? say('our-team'), by: dayIn(language, dueAt) };
  return say(dueAt < now ? 'next.late' : keyOf(type, owner), values);
}

function keyOf(type: string | null, owner: string | null): TextKey {
  if (owner === 'supervisor' || owner === 'clinician') return `next.${owner}`;
  const told = TOLD.find((each) => each === type);
  return told === undefined ? 'next.other' : `next.${told}`;
}
