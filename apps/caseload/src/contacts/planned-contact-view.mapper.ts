import type { AccessNeeds } from '#libs/contracts';
import type { PlannedContactView } from './planned-contact.dto';
import type { PlannedContact } from './planned-contact.entity';

/** A planned contact as its readers see it, with what the person needs (CL-17). */
export function plannedContactViewOf(planned: PlannedContact, accessNeeds: AccessNeeds | null): PlannedContactView {
  const { id, state, purpose, mode, place, agreedWith, modeReason, adjustments, colleagueId } = planned;
  return {
    ...{ id, state, purpose, mode, place, agreedWith, modeReason, adjustments, colleagueId, accessNeeds },
    at: planned.at.toISOString(),
    expectedBackAt: planned.expectedBackAt?.toISOString() ?? null,
    backAt: planned.backAt?.toISOString() ?? null,
  };
}
