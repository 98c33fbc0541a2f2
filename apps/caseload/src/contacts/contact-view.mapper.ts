import type { AccessNeeds } from '#libs/contracts';
import type { ContactView } from './contact.dto';
import type { Contact } from './contact.entity';

/** A contact as its readers see it, with what the person needs (CL-17). */
export function contactViewOf(contact: Contact, accessNeeds: AccessNeeds | null): ContactView {
  const { id, mode, place, outcome, missedBy, missedReason, first, at, beforeReferralReason, note } = contact;
  return { id, mode, place, outcome, missedBy, missedReason, first, at: at.toISOString(), beforeReferralReason, note, accessNeeds };
}
