import { createRemoteJWKSet, errors, jwtVerify, decodeJwt, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { mayHoldRole, mayHoldScope, type OrganisationKind } from '#libs/contracts';
import type { ProcessConfig } from '../config/process.config';
import { TrustUnavailableError, UnauthorizedError } from './auth.errors';
import type { Principal } from './principal';
import { claimsOf, type Claims } from './token-claims';
import { hashOfCaller, type TrustList } from './trust-list';

const ALGORITHMS = ['ES256', 'ES384', 'RS256', 'RS384', 'PS256', 'EdDSA'];
const CACHED_TOKENS = 10_000;
const CLOCK_TOLERANCE_SECONDS = 5;
const ASK_AGAIN_MS = 1_000;
const DISCOVERY_TIMEOUT_MS = 5_000;

interface Cached {
  readonly claims: Claims;
  readonly callerHash: string;
  readonly expiresAt: number;
  /** When the trust list was asked again because of this token; milliseconds. */
  askedAt: number;
}

/**
 * Trusts exactly two issuers: the hub's own (systems, and people while accounts are embedded) and one OpenID Connect
 * issuer for people. A token whose signature was found good is remembered until it expires, so that a busy sender costs one check;
 * whether its organisation is registered and its caller not disabled is looked up every time, in the copy of the trust list.
 */
export class TokenVerifier {
  private readonly own: string;
  private readonly keys = new Map<string, Promise<JWTVerifyGetKey>>();
  private readonly cache = new Map<string, Cached>();

  constructor(
    private readonly config: ProcessConfig,
    private readonly trust: TrustList,
  ) {
    this.own = `${config.publicUrl}/identity`;
  }

  /** Throws `UnauthorizedError` that says what is wrong with the token, or `TrustUnavailableError` when that cannot be found out. */
  async verify(token: string, now: Date): Promise<Principal> {
    const known = this.cache.get(token);
    if (known && known.expiresAt > now.getTime()) return this.admit(known, now);
    this.cache.delete(token);
    const payload = await this.check(token);
    const claims = claimsOf(payload, this.own, this.config);
    const callerHash = hashOfCaller(claims.kind, claims.subject);
    const found = { claims, callerHash, expiresAt: (payload.exp ?? 0) * 1000, askedAt: 0 };
    if (this.cache.size >= CACHED_TOKENS) this.cache.delete(this.cache.keys().next().value ?? '');
    this.cache.set(token, found);
    return this.admit(found, now);
  }

  /** Refuses callers of no registered organisation and disabled ones; leaves the roles and scopes that the organisation's kind may hold. */
  private async admit(cached: Cached, now: Date): Promise<Principal> {
    const { claims, callerHash } = cached;
    if (await this.trust.isWithdrawn(callerHash))
      throw new UnauthorizedError('TOKEN.INVALID', 'The account or client is disabled: ask your administrator.');
    let organisation = await this.trust.organisation(claims.organisationId, () => mayAsk(cached, now));
    let principal = organisation && principalOf(claims, organisation.kind);
    // An operator may have changed what the organisation is since the copy was made.
    if (principal && isLess(principal, claims) && mayAsk(cached, now)) {
      await this.trust.refresh();
      organisation = await this.trust.organisation(claims.organisationId, () => false);
      principal = organisation && principalOf(claims, organisation.kind);
    }
    if (!organisation || !principal) {
      throw new UnauthorizedError('TOKEN.INVALID', "The token's organisation is not registered with the hub: an operator can register it.");
    }
    if (organisation.disabled) throw new UnauthorizedError('TOKEN.INVALID', 'The organisation is disabled: an operator can enable it.');
    return principal;
  }

  private async check(token: string): Promise<JWTPayload> {
    const issuer = issuerOf(token);
    const keys = await this.keysOf(issuer);
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: this.config.oidcAudience ?? [this.config.publicUrl],
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new UnauthorizedError('TOKEN.EXPIRED', 'The token has expired.');
      if (error instanceof errors.JWTClaimValidationFailed)
        throw new UnauthorizedError('TOKEN.INVALID', `The token's claim ${error.claim} is not accepted.`);
      if (error instanceof errors.JOSEError) {
        throw new UnauthorizedError('TOKEN.INVALID', "The token's signature cannot be verified.");
      }
      throw error;
    }
  }

  private keysOf(issuer: string): Promise<JWTVerifyGetKey> {
    if (issuer !== this.own && issuer !== this.config.oidcIssuer) {
      throw new UnauthorizedError('TOKEN.ISSUER_UNKNOWN', 'The token comes from an issuer that is not trusted here.');
    }
    const known = this.keys.get(issuer);
    if (known) return known;
    const found = this.findKeys(issuer);
    this.keys.set(issuer, found);
    // A discovery that failed is asked again by the next caller.
    found.catch(() => this.keys.delete(issuer));
    return found;
  }

  private async findKeys(issuer: string): Promise<JWTVerifyGetKey> {
    if (issuer === this.own) return remoteKeys(this.config.identityJwksUrl ?? `${this.own}/jwks`);
    if (this.config.oidcJwksUrl !== undefined) return remoteKeys(this.config.oidcJwksUrl);
    try {
      const discovery = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
      const { jwks_uri: address } = (await discovery.json()) as { jwks_uri: string };
      return remoteKeys(address);
    } catch {
      throw new TrustUnavailableError();
    }
  }
}

/** Keys that cannot be read say nothing of the token: that is 503, not 401. */
function remoteKeys(address: string): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(address));
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new TrustUnavailableError();
    }
  };
}

function principalOf(claims: Claims, organisationKind: OrganisationKind): Principal {
  const { kind, roles, scopes } = claims;
  return {
    ...claims,
    organisationKind,
    roles: roles.filter((role) => mayHoldRole(organisationKind, role)),
    // Of people roles count; their scopes are OpenID Connect's own.
    scopes: kind === 'person' ? scopes : scopes.filter((scope) => mayHoldScope(organisationKind, scope)),
  };
}

function isLess(principal: Principal, claims: Claims): boolean {
  return principal.roles.length < claims.roles.length || principal.scopes.length < claims.scopes.length;
}

/** One token makes us ask identity again once a second at most. */
function mayAsk(cached: Cached, now: Date): boolean {
  if (now.getTime() - cached.askedAt < ASK_AGAIN_MS) return false;
  cached.askedAt = now.getTime();
  return true;
}

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw new UnauthorizedError('TOKEN.INVALID', 'The token is not a JWT.');
  }
}
