import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { grants } from '#libs/platform';
import { mayHoldScope, ROLES_OF_KIND, type OrganisationKind, type Role } from '#libs/contracts';
import type { DeclaredAccess } from './operations';

/** Whose people and systems call: by what they are to the records of this world. */
export const ORGANISATION_NAMES = ['hub', 'otherHub', 'practice', 'otherPractice', 'charity', 'otherCharity', 'commissioner'] as const;
export type OrganisationName = (typeof ORGANISATION_NAMES)[number];

export interface Caller {
  readonly name: string;
  readonly organisation: OrganisationName;
  readonly kind: 'person' | 'system';
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
  /** A link worker of another scheme of the same organisation. */
  readonly otherScheme?: boolean;
  readonly token: string;
}

export interface OrganisationOfMatrix {
  readonly id: string;
  readonly kind: OrganisationKind;
  /** The system that acts for it. */
  readonly clientId: string;
  /** Accounts of its link workers. */
  readonly linkWorker?: string;
}

/** Makes tokens by the hub's own key, as its token endpoint would. */
export class Tokens {
  private readonly bySystem = new Map<string, Promise<string>>();

  private constructor(
    private readonly url: string,
    private readonly kid: string,
    private readonly key: CryptoKey | Uint8Array,
    readonly organisations: Readonly<Record<OrganisationName, OrganisationOfMatrix>>,
  ) {}

  static async of(url: string, keys: string, organisations: Readonly<Record<OrganisationName, OrganisationOfMatrix>>): Promise<Tokens> {
    const [jwk] = (JSON.parse(keys) as { keys: JWK[] }).keys;
    return new Tokens(url, jwk?.kid ?? '', await importJWK(jwk ?? {}, 'ES256'), organisations);
  }

  person(organisation: OrganisationName, roles: readonly Role[], sub: string = randomUUID()): Promise<string> {
    return this.sign({ sub, client_id: 'console', organisation: this.organisations[organisation].id, roles, scope: 'openid' });
  }

  system(organisation: OrganisationName, scopes: readonly string[]): Promise<string> {
    const { id, clientId } = this.organisations[organisation];
    const name = `${organisation} ${scopes.join(' ')}`;
    const token = this.bySystem.get(name) ?? this.sign({ sub: clientId, client_id: clientId, organisation: id, scope: scopes.join(' ') });
    this.bySystem.set(name, token);
    return token;
  }

  sign(claims: object): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ jti: randomUUID(), iss: `${this.url}/identity`, aud: this.url, iat: now, exp: now + 3600, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: this.kid, typ: 'at+jwt' })
      .sign(this.key);
  }

  /** Every role of every organisation, a link worker of another scheme, and people who claim what their organisation may not hold. */
  async people(otherSchemeWorker: string): Promise<Caller[]> {
    const callers: Omit<Caller, 'token'>[] = ORGANISATION_NAMES.flatMap((organisation) =>
      ROLES_OF_KIND[this.organisations[organisation].kind].map((role) => ({
        name: `${role} of ${organisation}`,
        organisation,
        kind: 'person' as const,
        roles: [role],
        scopes: [],
      })),
    );
    const made = await Promise.all(
      callers.map(async (caller) => {
        const { linkWorker } = this.organisations[caller.organisation];
        const sub = caller.roles[0] === 'link-worker' ? linkWorker : undefined;
        return { ...caller, token: await this.person(caller.organisation, caller.roles, sub) };
      }),
    );
    const link = { organisation: 'hub', kind: 'person', roles: ['link-worker'], scopes: [], otherScheme: true } as const;
    const claimed = { organisation: 'otherHub', kind: 'person', roles: [], scopes: [] } as const;
    return [
      ...made,
      { ...link, name: 'link worker of another scheme', token: await this.person('hub', link.roles, otherSchemeWorker) },
      { ...claimed, name: 'somebody elsewhere who claims to be an operator', token: await this.person('otherHub', ['operator']) },
    ];
  }

  /** For an operation: a system of each organisation with each scope that opens it, and one with all the other scopes. */
  async systems({ scopes = [] }: DeclaredAccess, all: readonly string[]): Promise<Caller[]> {
    const wanted = ORGANISATION_NAMES.flatMap((organisation) => {
      const held = all.filter((scope) => mayHoldScope(this.organisations[organisation].kind, scope));
      const opening = held.filter((scope) => scopes.some((needed) => grants(scope, needed)));
      const others = held.filter((scope) => !opening.includes(scope));
      return [...opening.map((scope) => [scope]), ...(others.length > 0 ? [others] : [])].map((granted) => ({ organisation, granted }));
    });
    return Promise.all(
      wanted.map(async ({ organisation, granted }) => ({
        name: `system of ${organisation} with ${granted.length === 1 ? String(granted[0]) : 'all other scopes'}`,
        organisation,
        kind: 'system' as const,
        roles: [],
        scopes: granted,
        token: await this.system(organisation, granted),
      })),
    );
  }
}
