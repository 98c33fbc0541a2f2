import { ROLES, type OrganisationKind, type Role } from './names';

/** The roles that people of an organisation may hold. Nobody grants another, and a token that claims one loses it at the door. */
export const ROLES_OF_KIND: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  practice: ['practice', 'clinician', 'privacy-officer', 'administrator'],
  charity: ['provider', 'privacy-officer', 'administrator'],
  'scheme-provider': ['link-worker', 'supervisor', 'clinician', 'provider', 'evaluator', 'privacy-officer', 'administrator'],
  commissioner: ['commissioner', 'evaluator', 'privacy-officer', 'administrator'],
  agency: ['practice', 'privacy-officer', 'administrator'],
  hub: ROLES,
};

/** A provider's system: its tasks and what they are based on (docs/fhir-wire-format.md §5), and provider-gateway's API. */
const PROVIDER_SCOPES = 'system/Task\\.r?u?s?|system/ServiceRequest\\.r|hub/provider-gateway\\.(read|write)';
/** A sender's system: the FHIR door, where it meets its own referrals only, and the exchanges about them. */
const SENDER_SCOPES = 'system/[A-Z][A-Za-z]+\\.[cruds]+|hub/referral-intake\\.read';

/** The scopes that systems of an organisation may hold, as patterns. */
const SCOPES_OF_KIND: Readonly<Record<OrganisationKind, RegExp>> = {
  practice: new RegExp(`^(${SENDER_SCOPES})$`),
  charity: new RegExp(`^(${PROVIDER_SCOPES})$`),
  'scheme-provider': new RegExp(`^(hub/(caseload|outcomes|referral-intake|pipeline-monitor)\\.(read|write)|${PROVIDER_SCOPES})$`),
  commissioner: /^hub\/outcomes\.read$/,
  agency: new RegExp(`^(${SENDER_SCOPES})$`),
  hub: /^/,
};

export function mayHoldRole(kind: OrganisationKind, role: Role): boolean {
  return ROLES_OF_KIND[kind].includes(role);
}

export function mayHoldScope(kind: OrganisationKind, scope: string): boolean {
  return SCOPES_OF_KIND[kind].test(scope);
}

/** What a provider, or the administrator of a charity, may give a system of the organisation. */
export function isProviderScope(scope: string): boolean {
  return SCOPES_OF_KIND.charity.test(scope);
}
