import {
  CaseAllocated,
  CaseClosed,
  CaseQueued,
  CaseOpened,
  ContactRecorded,
  type ContactMode,
  type EventClass,
  type MissedBy,
} from '#libs/contracts';
import type { Case } from './case.entity';

/** An event of a class, with every field it needs. */
export function eventOf<T extends object>(event: EventClass<T>, fields: T): T {
  return Object.assign(new event(), fields);
}

export function caseOpened({ id, referralId, schemeId, organisationId, openedAt, allocateBy, person }: Case): CaseOpened {
  return eventOf(CaseOpened, {
    referralId,
    caseId: id,
    schemeId,
    organisationId,
    openedAt: openedAt.toISOString(),
    allocateBy: allocateBy.toISOString(),
    personId: person?.personId,
  });
}

export function caseAllocated({ id, referralId, contactBy }: Case, workerId: string, at: Date): CaseAllocated {
  return eventOf(CaseAllocated, { referralId, caseId: id, workerId, allocatedAt: at.toISOString(), contactBy: contactBy.toISOString() });
}

export function caseQueued({ id, referralId, schemeId, allocateBy }: Case, at: Date): CaseQueued {
  return eventOf(CaseQueued, { referralId, caseId: id, schemeId, queuedAt: at.toISOString(), allocateBy: allocateBy.toISOString() });
}

export function contactRecorded(
  { id, referralId }: Case,
  contact: {
    readonly id: string;
    readonly mode: ContactMode;
    readonly outcome: 'kept' | 'missed';
    readonly missedBy: MissedBy | null;
    readonly first: boolean;
    readonly at: Date;
  },
): ContactRecorded {
  const { id: contactId, mode, outcome, missedBy, first, at } = contact;
  const who = missedBy === null ? {} : { missedBy };
  return eventOf(ContactRecorded, {
    referralId,
    caseId: id,
    contactId,
    mode,
    kept: outcome === 'kept',
    first,
    ...who,
    at: at.toISOString(),
  });
}

export function caseClosed({ id, referralId, keptContacts, closureEnding }: Case, reason: CaseClosed['reason'], at: Date): CaseClosed {
  const ending = closureEnding === null ? {} : { ending: closureEnding };
  return eventOf(CaseClosed, { referralId, caseId: id, reason, ...ending, contacts: keptContacts, closedAt: at.toISOString() });
}
