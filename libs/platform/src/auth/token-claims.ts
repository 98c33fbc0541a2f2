import type { JWTPayload } from 'jose';
import { isStorableText, ROLES, type Role } from '#libs/contracts';
import type { ProcessConfig } from '../config/process.config';
import { UnauthorizedError } from './auth.errors';

const LONGEST_CLAIM = 4_000;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** What a token claims, its form checked. The trust list decides what of it counts. */
export interface Claims {
  readonly kind: 'person' | 'system';
  readonly subject: string;
  readonly clientId?: string;
  readonly organisationId: string;
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
  readonly name?: string;
}

/** Reads a token of the hub's own issuer or of the people's; throws `UnauthorizedError` that names the first claim that is not accepted. */
export function claimsOf(payload: JWTPayload, own: string, config: ProcessConfig): Claims {
  const subject = requiredText(payload.sub, 'sub');
  const clientId = textOf(payload.client_id ?? payload.azp, 'client_id');
  const name = textOf(payload.name, 'name');
  const isSystem = payload.iss === own && clientId === subject;
  // With an issuer of their own for people, the hub's keys speak for systems only.
  if (!isSystem && payload.iss === own && config.oidcIssuer !== undefined) {
    throw new UnauthorizedError('TOKEN.INVALID', 'People sign in with another issuer here.');
  }
  return {
    kind: isSystem ? 'system' : 'person',
    subject,
    organisationId: organisationOf(payload, config.claimOrganisation),
    roles: isSystem ? [] : rolesOf(payload[config.claimRoles], config.claimRoles),
    scopes: textOf(payload.scope, 'scope')?.split(' ') ?? [],
    ...(clientId === undefined ? {} : { clientId }),
    ...(name === undefined ? {} : { name }),
  };
}

function organisationOf(payload: JWTPayload, claim: string): string {
  const value = payload[claim];
  if (value === undefined) throw new UnauthorizedError('TOKEN.INVALID', `The token's claim ${claim} is missing.`);
  if (typeof value !== 'string' || !UUID.test(value)) throw notAccepted(claim);
  return value.toLowerCase();
}

function rolesOf(value: unknown, claim: string): Role[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw notAccepted(claim);
  return ROLES.filter((role) => value.includes(role));
}

function requiredText(value: unknown, claim: string): string {
  const text = textOf(value, claim);
  if (text === undefined) throw notAccepted(claim);
  return text;
}

/** Claims end in the database, the audit trail and in logs: control characters, halves of characters and long texts are refused here, once. */
function textOf(value: unknown, claim: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || value.length > LONGEST_CLAIM || CONTROL.test(value) || !isStorableText(value)) throw notAccepted(claim);
  return value;
}

function notAccepted(claim: string): UnauthorizedError {
  return new UnauthorizedError('TOKEN.INVALID', `The token's claim ${claim} is not accepted.`);
}
