import { isEmail } from 'class-validator';
import type { PersonDetails } from '#libs/contracts';
import type { Language } from '../texts/text.rules';

export const PERSON_MESSAGE_TEMPLATES = [
  'link-worker-named',
  'what-happens-next',
  'call-back-window',
  'apology',
  'handed-over',
  'my-link',
  'my-code',
] as const;
export type PersonMessageTemplate = (typeof PERSON_MESSAGE_TEMPLATES)[number];

/** What a template must be told beside what stands in the case. Instants are ISO 8601. */
export interface TemplateData {
  readonly 'link-worker-named': object;
  readonly 'what-happens-next': object;
  /** The window that was promised. */
  readonly 'call-back-window': { readonly from: string; readonly to: string };
  /** When the service said that it would be in touch, and was not. */
  readonly apology: { readonly at: string };
  /** The name of the service that supports the person now. */
  readonly 'handed-over': { readonly service: string };
  readonly 'my-link': { readonly linkId: string };
  readonly 'my-code': { readonly codeId: string };
}

export const CHANNELS = ['sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

export const PREFERRED_CHANNELS = [...CHANNELS, 'none'] as const;
export type PreferredChannel = (typeof PREFERRED_CHANNELS)[number];

/** How the service may write to a person. Channel null: they have not said. */
export interface MessagePreference {
  readonly channel: PreferredChannel | null;
  readonly language: Language | null;
}

export const MESSAGE_STATES = ['queued', 'sent', 'failed', 'skipped'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Why the person is not written to. */
export type WhySkipped = 'contact-prohibited' | 'no-address' | 'not-wanted' | 'no-consent';

/** The person, or the carer through whom they are contacted. */
export type Reachable = Pick<PersonDetails, 'phone' | 'email'>;

/** A way to reach the person, or why there is none. */
export type Route = { readonly channel: Channel } | { readonly skipped: WhySkipped };

/**
 * Which way a message goes. What the person prefers comes first; without it, or without an address for it, a text message before e-mail. Of
 * ways that the person left open, one that this installation has comes before one that it lacks, where the message waits.
 */
export function routeOf(person: Reachable | null, preferred: PreferredChannel | null, configured: readonly Channel[]): Route {
  if (preferred === 'none') return { skipped: 'not-wanted' };
  const possible = CHANNELS.filter((channel) => addressOf(person, channel) !== null);
  const channel = possible.find((each) => each === preferred) ?? possible.find((each) => configured.includes(each)) ?? possible[0];
  return channel === undefined ? { skipped: 'no-address' } : { channel };
}

/**
 * Where a message of this channel goes: an email to exactly one address, so that nobody else reads along; a text message only to a mobile
 * number of the United Kingdom.
 */
export function addressOf(person: Reachable | null, channel: Channel): string | null {
  if (channel === 'email') {
    const email = person?.email?.trim();
    // Quotes may hold a second address, which mail programs do not read alike.
    return email !== undefined && isEmail(email) && !email.includes('"') ? email : null;
  }
  const digits = (person?.phone ?? '').replaceAll(/[\s().-]/g, '');
  const [, mobile] = /^(?:\+44|0044|0)(7\d{9})$/.exec(digits) ?? [];
  return mobile === undefined ? null : `+44${mobile}`;
}

/** What a person asks for themselves on their own page is sent whatever they have agreed to. */
export function needsConsent(template: PersonMessageTemplate): boolean {
  return template !== 'my-link' && template !== 'my-code';
}

/** The language in which a person is written to: what they chose, else their language where it is one of ours, else English. */
export function languageOf(preferred: Language | null, spoken: string | undefined): Language {
  return preferred ?? (/^cy\b/i.test(spoken ?? '') ? 'cy' : 'en');
}

const MINUTE_MS = 60_000;
/** What comes later is of no use to the person. */
const USEFUL_FOR_MS: Partial<Record<PersonMessageTemplate, number>> = { 'my-code': 10 * MINUTE_MS };

/** Until when a message that was queued then is worth sending; null: always. A call-back is told of before its window has ended. */
export function usefulUntil(template: PersonMessageTemplate, data: Readonly<Record<string, string>>, queuedAt: Date): Date | null {
  if (template === 'call-back-window' && data.to !== undefined) return new Date(data.to);
  const forMs = USEFUL_FOR_MS[template];
  return forMs === undefined ? null : new Date(queuedAt.getTime() + forMs);
}

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 6 * 3_600_000;
/** Two days and a half, most of it six hours apart. */
export const MOST_ATTEMPTS = 24;

/** How long to wait after so many failed attempts: doubling from two seconds to six hours, or as long as the carrier asks. */
export function nextAttemptAfterMs(attempts: number, askedMs = 0): number {
  return Math.max(askedMs, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 20)));
}
