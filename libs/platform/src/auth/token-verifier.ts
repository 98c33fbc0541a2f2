import { createRemoteJWKSet, errors, jwtVerify, decodeJwt, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { ROLES, type Role } from '#libs/contracts';
import type { ProcessConfig } from '../config/process.config';
import { UnauthorizedError } from './auth.errors';
import type { Principal } from './principal';

const ALGORITHMS = ['ES256', 'ES384', 'RS256', 'RS384', 'PS256', 'EdDSA'];
const CACHED_TOKENS = 10_000;
const CLOCK_TOLERANCE_SECONDS = 5;

interface Cached {
  readonly principal: Principal;
  readonly expiresAt: number;
}

/**
 * Trusts exactly two issuers: the hub's own (systems, and people while accounts are embedded) and one OpenID Connect
 * issuer for people. A token that was found good is remembered until it expires, so that a busy sender costs one check.
 */
export class TokenVerifier {
  private readonly own: string;
  private readonly keys = new Map<string, Promise<JWTVerifyGetKey>>();
  private readonly cache = new Map<string, Cached>();

  constructor(private readonly config: ProcessConfig) {
    this.own = `${config.publicUrl}/identity`;
  }

  /** Throws `UnauthorizedError` that says what is wrong with the token. */
  async verify(token: string, now: Date): Promise<Principal> {
    const cached = this.cache.get(token);
    if (cached && cached.expiresAt > now.getTime()) return cached.principal;
    this.cache.delete(token);
    const payload = await this.check(token);
    const principal = this.principalOf(payload);
    if (this.cache.size >= CACHED_TOKENS) this.cache.delete(this.cache.keys().next().value ?? '');
    this.cache.set(token, { principal, expiresAt: (payload.exp ?? 0) * 1000 });
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
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) {
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
    if (issuer === this.own) return createRemoteJWKSet(new URL(this.config.identityJwksUrl ?? `${this.own}/jwks`));
    if (this.config.oidcJwksUrl !== undefined) return createRemoteJWKSet(new URL(this.config.oidcJwksUrl));
    const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
    const { jwks_uri: address } = (await discovery.json()) as { jwks_uri: string };
    return createRemoteJWKSet(new URL(address));
  }

  private principalOf(payload: JWTPayload): Principal {
    const subject = payload.sub ?? '';
    const clientId = textOf(payload.client_id ?? payload.azp);
    const organisation = textOf(payload[this.config.claimOrganisation]);
    const name = textOf(payload.name);
    const isSystem = payload.iss === this.own && clientId === subject;
    // With an issuer of their own for people, the hub's keys speak for systems only.
    if (!isSystem && payload.iss === this.own && this.config.oidcIssuer !== undefined) {
      throw new UnauthorizedError('TOKEN.INVALID', 'People sign in with another issuer here.');
    }
    return {
      kind: isSystem ? 'system' : 'person',
      subject,
      roles: isSystem ? [] : rolesOf(payload[this.config.claimRoles]),
      scopes: textOf(payload.scope)?.split(' ') ?? [],
      ...(clientId === undefined ? {} : { clientId }),
      ...(organisation === undefined ? {} : { organisationId: organisation }),
      ...(name === undefined ? {} : { name }),
    };
  }
}

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw new UnauthorizedError('TOKEN.INVALID', 'The token is not a JWT.');
  }
}

function rolesOf(claim: unknown): Role[] {
  return Array.isArray(claim) ? ROLES.filter((role) => claim.includes(role)) : [];
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}
