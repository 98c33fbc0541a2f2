import type { ContactMode } from '#libs/contracts';

/** Modes in which the two are in one place: the ones that a switch to remote contact replaces (CL-35). */
export const IN_PERSON_MODES: readonly ContactMode[] = ['gp-practice', 'community-venue', 'home-visit', 'group'];

export const REMOTE_MODES = ['phone', 'video'] as const;
export type RemoteMode = (typeof REMOTE_MODES)[number];

export function isInPerson(mode: ContactMode): boolean {
  return IN_PERSON_MODES.includes(mode);
}

/** How a new contact happens unless somebody says otherwise: as the person prefers, or remotely while in-person contact is suspended. */
export function defaultMode(preferred: ContactMode | null, suspendedFor: RemoteMode | null): ContactMode | null {
  if (suspendedFor !== null && (preferred === null || isInPerson(preferred))) return suspendedFor;
  return preferred;
}
