import type { Principal } from '#libs/platform';

/** Whose records a caller sees: operators all (undefined), others their organisation's. A token without one sees none: no row carries the nil UUID. */
export function visibleOrganisationOf(caller: Principal): string | undefined {
  if (caller.roles.includes('operator')) return undefined;
  return caller.organisationId ?? '00000000-0000-0000-0000-000000000000';
}
