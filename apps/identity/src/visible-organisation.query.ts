import type { Principal } from '#libs/platform';

/** Whose records a caller sees: operators all (undefined), others their organisation's. */
export function visibleOrganisationOf(caller: Principal): string | undefined {
  return caller.roles.includes('operator') ? undefined : caller.organisationId;
}
