import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { identity } from '#apps/identity';
import { migrateAll, start, type RunningProcess } from '#libs/platform';
import { choosePassword, freePort, migratedDatabase, type FreshDatabase, UNLIMITED } from '#libs/testing';

export const HUB = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
export const ADMINISTRATOR = { email: 'grace@hub.example', password: 'correct horse battery' };

/** An identity service of a test's own, on a database of its own. */
export interface TestIdentity {
  readonly url: string;
  readonly issuer: string;
  readonly tokenUrl: string;
  readonly database: FreshDatabase;
  readonly running: RunningProcess;
  /** The line that the process printed, if it did. */
  readonly setUpLink: string | undefined;
  close(): Promise<void>;
}

/** Starts it; the link of the first visit is printed by then. `instead` replaces settings; `database` continues with one that is there. */
export async function startIdentity(instead: NodeJS.ProcessEnv = {}, database?: FreshDatabase): Promise<TestIdentity> {
  const own = database ?? (await migratedDatabase([identity]));
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PORT: port,
    PUBLIC_URL: url,
    LOG_LEVEL: 'silent',
    ...UNLIMITED,
    IDENTITY_DATABASE_URL: own.urls.identity,
    IDENTITY_KEYS: JSON.stringify({ keys: [(await keyPair('ES256')).privateJwk] }),
    ...instead,
  };
  await migrateAll([identity], [], env); // a database that was given may be bare
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    const running = await start([identity], env);
    const setUpLink = /^First visit: (\S+)$/m.exec(printed)?.[1];
    const close = async () => {
      await running.close();
      if (database === undefined) await own.close();
    };
    return { url, issuer: `${url}/identity`, tokenUrl: `${url}/identity/token`, database: own, running, setUpLink, close };
  } finally {
    write.mockRestore();
  }
}

export async function keyPair(alg: 'ES256' | 'ES384' | 'RS384'): Promise<{ privateJwk: JWK; jwks: { keys: JWK[] } }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomUUID();
  return {
    privateJwk: { ...(await exportJWK(privateKey)), kid, alg },
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }] },
  };
}

/** Goes through the first visit's form as a program does. */
export function setUp(link: string, instead: Record<string, string> = {}): Promise<Response> {
  const form = {
    organisation: 'North Quay PCN',
    scheme: 'North Quay social prescribing',
    name: 'Grace Hall',
    organisationId: HUB,
    ...ADMINISTRATOR,
    ...instead,
  };
  return fetch(link, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
}

/** Invites a person and lets them choose a password; their id. */
export async function invite(
  hub: TestIdentity,
  operator: string,
  person: { email: string; password: string; organisationId: string; roles: string[] },
) {
  const { password, ...invited } = person;
  const answer = await call(`${hub.url}/api/identity/accounts`, operator, { name: 'Somebody', ...invited });
  expect(answer.status).toBe(201);
  const { id, invitation } = (await answer.json()) as { id: string; invitation: { link: string } };
  await choosePassword(invitation.link, password);
  return id;
}

export function call(url: string, token: string | undefined, body?: object): Promise<Response> {
  return fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
