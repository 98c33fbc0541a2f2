import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import {
  callerName,
  mayHoldRole,
  mayHoldScope,
  ORGANISATION_KINDS,
  type OrganisationKind,
  type Role,
  type TrustDocument,
  type TrustedOrganisation,
} from '#libs/contracts';

/** A person who signed in to the console. */
export interface TestPerson {
  readonly kind: 'person';
  /** The hub's id of their organisation, a UUID. */
  readonly organisation: string;
  /** Made to fit the roles and scopes of the organisation's tokens so far when it does not matter. */
  readonly organisationKind?: OrganisationKind;
  readonly roles: readonly Role[];
  /** The account; made when it does not matter. */
  readonly sub?: string;
  readonly name?: string;
}

/** A registered system that proved its key. */
export interface TestSystem {
  readonly kind: 'system';
  readonly clientId: string;
  readonly organisation: string;
  readonly organisationKind?: OrganisationKind;
  readonly scopes: readonly string[];
}

export interface TestTokenOptions {
  /** Seconds from now; negative for a token that has expired. */
  readonly expiresIn?: number;
  /** Claims beside or instead of the usual ones, to build tokens that must be refused. */
  readonly claims?: JWTPayload;
  /** The hub does not know the organisation of the token. */
  readonly unregistered?: boolean;
}

/**
 * An issuer for the specs of one service: tokens signed as the identity service signs them, keys and trust list read over HTTP. The
 * organisation of every token is registered, unless told otherwise.
 */
export interface TestIssuer {
  /** Give it to the service as PUBLIC_URL. */
  readonly url: string;
  /** Where the keys are read; also what the service finds by itself under PUBLIC_URL. */
  readonly jwksUrl: string;
  token(caller: TestPerson | TestSystem, options?: TestTokenOptions): Promise<string>;
  /** Registers an organisation as an operator would, or changes it; needed for one that a test names before it has a token. */
  register(organisation: { readonly id: string; readonly kind: OrganisationKind; readonly name?: string; readonly odsCode?: string }): void;
  /** The caller's tokens are to be refused from now on, as services learn of it. */
  withdraw(kind: 'person' | 'system', subject: string): void;
  close(): Promise<void>;
}

/** Starts a small HTTP server with the public key of a new ES256 key pair, and the organisations that the tests have named. */
export async function testIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const kid = randomUUID();
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] });
  const registered = new TestOrganisations();
  const withdrawn = new Set<string>();
  const clients: Record<string, string> = {};
  const trust = (): string =>
    JSON.stringify({ organisations: registered.list(), withdrawn: [...withdrawn], clients } satisfies TrustDocument);
  const answers = new Map([
    ['/identity/jwks', () => keys],
    ['/identity/trust', trust],
  ]);
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(answer?.() ?? '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    jwksUrl: `${url}/identity/jwks`,
    register: (organisation) => registered.register(organisation),
    withdraw: (kind, subject) => {
      withdrawn.add(createHash('sha256').update(callerName(kind, subject)).digest('hex'));
    },
    token: (caller, { expiresIn = 300, claims = {}, unregistered = false } = {}) => {
      if (!unregistered) registered.meet(caller);
      if (caller.kind === 'system')
        clients[createHash('sha256').update(callerName('system', caller.clientId)).digest('hex')] = caller.organisation;
      const now = Math.floor(Date.now() / 1000);
      // Every token is another one, so that two made in one second never share a cache entry.
      return new SignJWT({
        jti: randomUUID(),
        iss: `${url}/identity`,
        aud: url,
        iat: now,
        exp: now + expiresIn,
        ...claimsOf(caller),
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
        .sign(privateKey);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function claimsOf(caller: TestPerson | TestSystem): JWTPayload {
  if (caller.kind === 'system') {
    const { clientId, organisation, scopes } = caller;
    return { sub: clientId, client_id: clientId, organisation, scope: scopes.join(' ') };
  }
  const { sub = randomUUID(), name = 'Test Person', organisation, roles } = caller;
  return { sub, client_id: 'console', organisation, roles: [...roles], name, scope: 'openid' };
}

/** The organisations of an issuer's tokens. */
class TestOrganisations {
  private readonly told = new Map<string, TrustedOrganisation>();
  private readonly met = new Map<string, { readonly roles: Set<Role>; readonly scopes: Set<string> }>();

  register({
    id,
    kind,
    name = 'Test Organisation',
    odsCode,
  }: {
    id: string;
    kind: OrganisationKind;
    name?: string;
    odsCode?: string;
  }): void {
    this.told.set(id, { id, kind, name, ...(odsCode === undefined ? {} : { odsCode }) });
  }

  meet(caller: TestPerson | TestSystem): void {
    const { organisation: id, organisationKind } = caller;
    if (organisationKind) this.register({ ...this.told.get(id), id, kind: organisationKind });
    const { roles, scopes } = this.met.get(id) ?? { roles: new Set(), scopes: new Set() };
    if (caller.kind === 'person') caller.roles.forEach((role) => roles.add(role));
    else caller.scopes.forEach((scope) => scopes.add(scope));
    this.met.set(id, { roles, scopes });
  }

  list(): TrustedOrganisation[] {
    const inferred = [...this.met].map(([id, { roles, scopes }]) => ({
      id,
      kind: kindWith([...roles], [...scopes]),
      name: 'Test Organisation',
    }));
    return [...inferred.filter(({ id }) => !this.told.has(id)), ...this.told.values()];
  }
}

/** Roles that most kinds may hold, and that a scheme provider's people have in most tests. */
const COMMON: readonly Role[] = ['administrator', 'privacy-officer', 'clinician', 'evaluator'];

/** The first kind whose people and systems may do all of this. */
function kindWith(roles: readonly Role[], scopes: readonly string[]): OrganisationKind {
  if (scopes.length === 0 && roles.every((role) => COMMON.includes(role))) return 'scheme-provider';
  const fits = (kind: OrganisationKind): boolean =>
    roles.every((role) => mayHoldRole(kind, role)) && scopes.every((scope) => mayHoldScope(kind, scope));
  return ORGANISATION_KINDS.find(fits) ?? 'hub';
}
