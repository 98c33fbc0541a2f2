import { request, type IncomingHttpHeaders } from 'node:http';
import { clientAssertion, personToken } from '#libs/testing';
import { ADMINISTRATOR, call, HUB, keyPair, setUp, startIdentity, type TestIdentity } from './builders/identity.builder';

const FORGED = {
  host: 'evil.example',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  forwarded: 'host=evil.example;proto=https',
};

let hub: TestIdentity;

beforeAll(async () => {
  hub = await startIdentity();
  await setUp(hub.setUpLink ?? '');
});
afterAll(() => hub.close());

describe('the addresses of the issuer', () => {
  it.each([
    ['as a caller of another host asks', '/identity/.well-known/openid-configuration'],
    ['as one asks who writes the whole address into the first line', 'http://evil.example/identity/.well-known/openid-configuration'],
  ])('are under PUBLIC_URL, %s', async (_, path) => {
    const { status, body } = await ask('GET', path, FORGED);

    expect(status).toBe(200);
    const addresses = Object.values(JSON.parse(body) as Record<string, unknown>).filter((value) => /^https?:/.test(String(value)));
    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.filter((address) => !String(address).startsWith(`${hub.url}/identity`))).toEqual([]);
  });

  it('lead through the sign-in of a browser whose proxy says another host, with cookies for plain http where PUBLIC_URL is', async () => {
    const question = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${hub.url}/signed-in`,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    const { status, headers } = await ask('GET', `/identity/auth?${question.toString()}`, FORGED);

    expect([status, headers.location]).toEqual([303, expect.stringMatching(/^\/identity\/interaction\//) as string]);
    expect(String(headers['set-cookie'])).not.toMatch(/secure|evil/i);
  });
});

describe('an assertion that a system has made for another server', () => {
  it.each([
    ['of another host', () => 'http://evil.example/identity/token'],
    ['of several servers, us among them', () => [hub.tokenUrl, 'http://evil.example/identity/token']],
    ['of another address of ours', () => `${hub.url}/identity/jwks`],
  ])('is refused, whatever the request says: %s', async (_, audience) => {
    const { clientId, privateJwk } = await system();
    const assertion = await clientAssertion({ tokenUrl: audience() as string, clientId, privateJwk });

    const { status, body } = await ask('POST', '/identity/token', FORGED, tokenRequest(assertion));

    expect([status, JSON.parse(body)]).toEqual([401, expect.objectContaining({ error: 'invalid_client' })]);
  });

  it('and one for us is accepted, by the name of the issuer or of the token endpoint, behind whatever proxy', async () => {
    const { clientId, privateJwk } = await system();
    for (const tokenUrl of [hub.tokenUrl, hub.issuer]) {
      const assertion = await clientAssertion({ tokenUrl, clientId, privateJwk });
      expect((await ask('POST', '/identity/token', FORGED, tokenRequest(assertion))).status).toBe(200);
    }
  });
});

const tokenRequest = (assertion: string): string =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'hub/caseload.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }).toString();

async function system() {
  const operator = await personToken({ issuer: hub.issuer, ...ADMINISTRATOR });
  const { privateJwk, jwks } = await keyPair('ES384');
  const registered = { name: 'x', organisationId: HUB, jwks, scopes: ['hub/caseload.read'] };
  const { clientId } = (await (await call(`${hub.url}/api/identity/clients`, operator, registered)).json()) as { clientId: string };
  return { clientId, privateJwk };
}

/** As fetch cannot: with a Host of one's own choosing. */
function ask(method: string, path: string, headers: Record<string, string>, body?: string) {
  type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: string };
  return new Promise<Answer>((resolve, reject) => {
    const { hostname, port } = new URL(hub.url);
    const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = request({ hostname, port, method, path, headers: { ...headers, ...type } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
