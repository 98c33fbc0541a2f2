import { mayHoldRole, mayHoldScope, type OrganisationKind, type Role } from '#libs/contracts';
import { BeyondKindError } from './organisation.errors';

/** Three to ten letters and digits, as in A81001 or RJ1. */
export const ODS_CODE = /^[A-Z0-9]{3,10}$/;
/** England and Wales 1234567 (a linked charity 1234567-1), Scotland SC012345, Northern Ireland NIC100123. */
export const CHARITY_NUMBER = /^(\d{6,8}(-\d{1,3})?|SC0\d{5}|NIC?\d{6})$/;

/** Throws `BeyondKindError` that names each role that the kind may not hold. */
export function refuseRolesBeyond(kind: OrganisationKind, roles: readonly Role[]): void {
  const refused = roles.filter((role) => !mayHoldRole(kind, role));
  if (refused.length > 0) throw new BeyondKindError(kind, 'roles', roles, refused);
}

/** Throws `BeyondKindError` that names each scope that the kind may not hold. */
export function refuseScopesBeyond(kind: OrganisationKind, scopes: readonly string[]): void {
  const refused = scopes.filter((scope) => !mayHoldScope(kind, scope));
  if (refused.length > 0) throw new BeyondKindError(kind, 'scopes', scopes, refused);
}
