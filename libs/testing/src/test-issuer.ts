import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { Role } from '#libs/contracts';

/** A person who signed in to the console. */
export interface TestPerson {
  readonly kind: 'person';
  /** The hub's id of their organisation. */
  readonly organisation: string;
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
  readonly scopes: readonly string[];
}

export interface TestTokenOptions {
  /** Seconds from now; negative for a token that has expired. */
  readonly expiresIn?: number;
  /** Claims beside or instead of the usual ones, to build tokens that must be refused. */
  readonly claims?: JWTPayload;
}

/** An issuer for the specs of one service: tokens signed as the identity service signs them, keys read over HTTP. */
export interface TestIssuer {
  /** Give it to the service as PUBLIC_URL. */
  readonly url: string;
  /** Where the keys are read; also what the service finds by itself under PUBLIC_URL. */
  readonly jwksUrl: string;
  token(caller: TestPerson | TestSystem, options?: TestTokenOptions): Promise<string>;
  close(): Promise<void>;
}

/** Starts a small HTTP server with the public key of a new ES256 key pair. */
export async function testIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const kid = randomUUID();
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] });
  const server = createServer((request, response) => {
    const found = request.url === '/identity/jwks';
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(found ? keys : '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    jwksUrl: `${url}/identity/jwks`,
    token: (caller, { expiresIn = 300, claims = {} } = {}) => {
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
