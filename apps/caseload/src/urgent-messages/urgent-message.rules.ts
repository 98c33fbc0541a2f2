import { addressOf, CHANNELS, type Channel } from '../person-messages/person-message.rules';
import { dayIn, timeOf } from '../person-messages/person-words.rules';

/** Who is written to at once: clinicians acknowledge a crisis, supervisors see that one does, the lead acts on safeguarding concerns. */
export const URGENT_PARTS = ['clinician', 'supervisor', 'lead'] as const;
export type UrgentPart = (typeof URGENT_PARTS)[number];

/** Somebody of a scheme who is written to at once, and where. */
export interface UrgentContact {
  readonly part: UrgentPart;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  /** Of a clinician: the practice for whose crises they are written to; without it, for those sent to the scheme. */
  readonly practiceId?: string;
  /** Of a supervisor: the worker they are. */
  readonly workerId?: string;
}

/** When staff are written to at once: a crisis was referred back, nobody has acknowledged it in time, the named lead is asked. */
export const URGENT_OCCASIONS = ['crisis', 'crisis-unacknowledged', 'lead-asked'] as const;
export type UrgentOccasion = (typeof URGENT_OCCASIONS)[number];

/** A contact, and one of the addresses at which they are written to. */
export interface UrgentAddress {
  readonly part: UrgentPart;
  readonly name: string;
  readonly channel: Channel;
  readonly address: string;
}

/**
 * The clinicians who are written to about a crisis: those named for the practice it was sent to; where nobody is, and for crises sent to the
 * scheme, those named for the scheme. Either may acknowledge.
 */
export function cliniciansFor(contacts: readonly UrgentContact[], practiceId: string | null): UrgentContact[] {
  const clinicians = contacts.filter(({ part }) => part === 'clinician');
  const ofPractice = practiceId === null ? [] : clinicians.filter((contact) => contact.practiceId === practiceId);
  return ofPractice.length > 0 ? ofPractice : clinicians.filter((contact) => contact.practiceId === undefined);
}

/** The lead's addresses; where there are none, the supervisors'. */
export function leadsOf(contacts: readonly UrgentContact[]): UrgentContact[] {
  const leads = contacts.filter(({ part }) => part === 'lead');
  return leads.length > 0 ? leads : supervisorsOf(contacts);
}

export function supervisorsOf(contacts: readonly UrgentContact[]): UrgentContact[] {
  return contacts.filter(({ part }) => part === 'supervisor');
}

/** The worker who acts on safeguarding concerns of a scheme: its named lead, else the first of its supervisors who is a worker. */
export function leadWorkerOf(settings: {
  readonly safeguardingLeadWorkerId: string | null;
  readonly urgentContacts: readonly UrgentContact[];
}): string | null {
  const { safeguardingLeadWorkerId, urgentContacts } = settings;
  return safeguardingLeadWorkerId ?? supervisorsOf(urgentContacts).find(({ workerId }) => workerId !== undefined)?.workerId ?? null;
}

/** Every address of the contacts, each once: who has both is written to by both. */
export function addressesOf(contacts: readonly UrgentContact[]): UrgentAddress[] {
  const all = contacts.flatMap((contact) =>
    CHANNELS.map((channel) => ({ part: contact.part, name: contact.name, channel, address: addressOf(contact, channel) })),
  );
  const seen = new Set<string | null>();
  return all.filter((each): each is UrgentAddress => each.address !== null && !seen.has(each.address) && Boolean(seen.add(each.address)));
}

/** What a message is made of. Nothing of the person is among it: whoever reads it signs in to see more. */
export interface UrgentFacts {
  readonly reference: string;
  readonly schemeName: string;
  readonly dueAt: Date;
  readonly link: string;
}

/** What a message says. `lead-asked` says nothing of what waits: that is restricted (GV-05). */
export function urgentWords(
  occasion: UrgentOccasion,
  { reference, schemeName, dueAt, link }: UrgentFacts,
): { subject: string; text: string } {
  const time = timeOf(dueAt);
  const who = `${schemeName}, case ${reference}`;
  if (occasion === 'crisis') {
    const text = `${who}: a crisis was referred back. A clinician must acknowledge it by ${time}. Sign in to read and acknowledge it: ${link}`;
    return { subject: `Crisis: acknowledge ${reference} by ${time}`, text };
  }
  if (occasion === 'crisis-unacknowledged') {
    const text = `${who}: no clinician acknowledged the crisis by ${time}. Sign in to read and acknowledge it now: ${link}`;
    return { subject: `Crisis not acknowledged: ${reference}`, text };
  }
  const text = `${who}: a record is waiting for you. Sign in and act on it by ${dayIn('en', dueAt)}, ${time}: ${link}`;
  return { subject: `A record is waiting for you: ${reference}`, text };
}

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 120_000;
/** About a day of attempts, two minutes apart. */
export const MOST_URGENT_ATTEMPTS = 720;

/** How long to wait after so many failed attempts: doubling from two seconds to two minutes, or as long as the carrier asks. */
export function nextUrgentAttemptAfterMs(attempts: number, askedMs = 0): number {
  return Math.max(askedMs, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10)));
}
