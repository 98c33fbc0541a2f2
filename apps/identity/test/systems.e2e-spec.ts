import { randomUUID } from 'node:crypto';
import { SignJWT, importJWK, type JWK } from 'jose';
import { ProcessConfig, Settings, TokenVerifier, TrustList } from '#libs/platform';
import { clientAssertion, personToken, systemToken } from '#libs/testing';
import { ADMINISTRATOR, call, HUB, invite, keyPair, setUp, startIdentity, type TestIdentity } from './builders/identity.builder';

const SURGERY = '6f1de5a0-3d9b-4a57-9a65-2f8a4ce6a111';
const CHARITY = '6f1de5a0-3d9b-4a57-9a65-2f8a4ce6a222';
const SENDER_SCOPES = ['system/Patient.crs', 'system/ServiceRequest.crus', 'system/Task.crus'];

let hub: TestIdentity;
let operator: string;

beforeAll(async () => {
  hub = await startIdentity();
  await setUp(hub.setUpLink ?? '');
  operator = await personToken({ issuer: hub.issuer, ...ADMINISTRATOR });
  for (const organisation of [
    { id: SURGERY, name: 'Willow Street Surgery', kind: 'practice' },
    { id: CHARITY, name: 'Second Wind Community Choir', kind: 'charity' },
  ]) {
    expect((await call(`${hub.url}/api/identity/organisations`, operator, organisation)).status).toBe(201);
  }
});
afterAll(() => hub.close());

describe('a system that signs its assertions (SMART 2 Backend Services)', () => {
  const clientId = 'willow-street-surgery';
  let key: { privateJwk: JWK; jwks: { keys: JWK[] } };

  beforeAll(async () => {
    key = await keyPair('ES384');
    const answer = await register({
      clientId,
      name: 'Willow Street Surgery',
      organisationId: SURGERY,
      jwks: key.jwks,
      scopes: SENDER_SCOPES,
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ clientId });
  });

  it('gets a token for five minutes that every service accepts, with its organisation and the scopes it asked for', async () => {
    const token = await systemToken({
      tokenUrl: hub.tokenUrl,
      clientId,
      privateJwk: key.privateJwk,
      scope: 'system/Task.r system/Patient.crs',
    });
    const config = Settings.read([ProcessConfig], [], { PUBLIC_URL: hub.url }).get(ProcessConfig);
    const verifier = new TokenVerifier(config, new TrustList(config));
    expect(await verifier.verify(token, new Date())).toEqual({
      kind: 'system',
      subject: clientId,
      clientId,
      organisationId: SURGERY,
      organisationKind: 'practice',
      roles: [],
      scopes: ['system/Task.r', 'system/Patient.crs'],
      name: 'Willow Street Surgery',
    });
    const { exp = 0, iat = 0 } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      exp?: number;
      iat?: number;
    };
    expect(exp - iat).toBe(300);
  });

  it('gets a token with RS384 keys too', async () => {
    const rsa = await keyPair('RS384');
    await register({ clientId: 'rsa-system', name: 'RSA', organisationId: SURGERY, jwks: rsa.jwks, scopes: SENDER_SCOPES });
    expect(
      await systemToken({ tokenUrl: hub.tokenUrl, clientId: 'rsa-system', privateJwk: rsa.privateJwk, scope: 'system/Task.rs' }),
    ).toContain('.');
  });

  it('is refused when the assertion is signed by another key', async () => {
    const { privateJwk } = await keyPair('ES384');
    const answer = await ask(
      await clientAssertion({ tokenUrl: hub.tokenUrl, clientId, privateJwk: { ...privateJwk, kid: key.privateJwk.kid ?? '' } }),
    );
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([401, 'invalid_client']);
  });

  it('is refused when the assertion has expired, lives longer than five minutes, names another audience or no key', async () => {
    const ours = { tokenUrl: hub.tokenUrl, clientId, privateJwk: key.privateJwk };
    const assertions = [
      await clientAssertion(ours, { lifetime: -60 }),
      await clientAssertion(ours, { lifetime: 600 }),
      await clientAssertion({ ...ours, tokenUrl: 'https://elsewhere.example/token' }),
      await withoutKeyId(key.privateJwk, clientId),
    ];
    for (const assertion of assertions) expect((await ask(assertion)).status).toBe(401);
  });

  it('is refused when an assertion is used again, also when both arrive at once', async () => {
    const assertions = await Promise.all(
      [1, 2].map(() => clientAssertion({ tokenUrl: hub.tokenUrl, clientId, privateJwk: key.privateJwk })),
    );
    const [first = '', second = ''] = assertions;
    expect((await ask(first)).status).toBe(200);
    expect((await ask(first)).status).toBe(401);
    const together = await Promise.all(Array.from({ length: 5 }, () => ask(second)));
    expect(together.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
  });

  it.each(['system/Observation.c', 'system/Task.d', 'hub/caseload.write', 'openid', ''])(
    'is refused scope %s, which it was not registered for',
    async (scope) => {
      const assertion = await clientAssertion({ tokenUrl: hub.tokenUrl, clientId, privateJwk: key.privateJwk });
      const answer = await ask(assertion, scope);
      expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([400, 'invalid_scope']);
    },
  );

  it('is refused when nobody registered it', async () => {
    const answer = await ask(await clientAssertion({ tokenUrl: hub.tokenUrl, clientId: 'stranger', privateJwk: key.privateJwk }));
    expect(answer.status).toBe(401);
  });
});

describe('a system with a secret', () => {
  it('gets a token by HTTP Basic, and none with another secret', async () => {
    const answer = await register({ name: 'Walking group bookings', organisationId: CHARITY, secret: true, scopes: ['system/Task.rus'] });
    const { clientId, secret } = (await answer.json()) as { clientId: string; secret: string };
    const withSecret = (given: string): Promise<Response> =>
      fetch(hub.tokenUrl, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${given}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/Task.r' }),
      });
    expect((await withSecret(secret)).status).toBe(200);
    const refused = await withSecret('guess');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('Basic');
  });
});

describe('POST /api/identity/clients', () => {
  it('tells all problems of a request at once', async () => {
    const { privateJwk } = await keyPair('ES256');
    const answer = await register({
      clientId: '!',
      name: '',
      organisationId: 'x',
      jwks: { keys: [privateJwk] },
      scopes: ['system/*.read'],
      surprise: 1,
    });
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/clientId', '/jwks', '/name', '/organisationId', '/scopes', '/surprise']);
  });

  it('refuses an id that is taken, the console’s too', async () => {
    const body = { name: 'Twice', organisationId: SURGERY, secret: true, scopes: ['system/Task.r'] };
    expect((await register({ ...body, clientId: 'twice' })).status).toBe(201);
    for (const clientId of ['twice', 'console']) {
      const answer = await register({ ...body, clientId });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, 'CLIENT.ALREADY_REGISTERED']);
    }
  });

  it('lets a provider register its own system with a provider’s scopes only, and lists only its own', async () => {
    const provider = await personOf(CHARITY, ['provider']);
    const body = { name: 'Our system', organisationId: CHARITY, secret: true, scopes: ['system/Task.rus', 'system/ServiceRequest.r'] };
    expect((await register(body, provider)).status).toBe(201);
    expect((await register({ ...body, organisationId: SURGERY }, provider)).status).toBe(403);
    expect((await register({ ...body, scopes: ['system/Patient.crs'] }, provider)).status).toBe(403);
    const { items } = (await (await call(`${hub.url}/api/identity/clients`, provider)).json()) as { items: { organisationId: string }[] };
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ organisationId }) => organisationId))).toEqual(new Set([CHARITY]));
  });

  it('pages through the list', async () => {
    type Page = { items: { clientId: string }[]; nextCursor: string | null };
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = (await (
        await call(`${hub.url}/api/identity/clients?limit=2&cursor=${encodeURIComponent(cursor)}`, operator)
      ).json()) as Page;
      seen.push(...page.items.map(({ clientId }) => clientId));
      cursor = page.nextCursor;
    }
    expect(seen).toContain('willow-street-surgery');
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('is closed without a token and to other roles', async () => {
    expect((await call(`${hub.url}/api/identity/clients`, undefined)).status).toBe(401);
    expect((await call(`${hub.url}/api/identity/clients`, await personOf(HUB, ['link-worker']))).status).toBe(403);
  });
});

function register(body: object, token = operator): Promise<Response> {
  return call(`${hub.url}/api/identity/clients`, token, body);
}

function ask(assertion: string, scope = 'system/Task.rs'): Promise<Response> {
  const body = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  };
  return fetch(hub.tokenUrl, { method: 'POST', body: new URLSearchParams({ ...body, ...(scope === '' ? {} : { scope }) }) });
}

async function personOf(organisationId: string, roles: string[]): Promise<string> {
  const person = { email: `${randomUUID()}@people.example`, password: 'quiet river stones' };
  await invite(hub, operator, { ...person, organisationId, roles });
  return personToken({ issuer: hub.issuer, ...person });
}

async function withoutKeyId(privateJwk: JWK, clientId: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: clientId, sub: clientId, aud: hub.tokenUrl, jti: randomUUID(), exp: now + 60 })
    .setProtectedHeader({ alg: 'ES384' })
    .sign(await importJWK(privateJwk, 'ES384'));
}
