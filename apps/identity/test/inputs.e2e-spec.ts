import { randomUUID } from 'node:crypto';
import { request as ask } from 'node:http';
import { text } from 'node:stream/consumers';
import { SignJWT, importJWK } from 'jose';
import { keyPair, startIdentity, type TestIdentity } from './builders/identity.builder';

const FORM = 'application/x-www-form-urlencoded';

describe('what cannot be stored', () => {
  let hub: TestIdentity;

  beforeAll(async () => {
    hub = await startIdentity();
  });
  afterAll(() => hub.close());

  async function send(method: string, path: string, headers: Record<string, string> = {}, body?: string | Buffer) {
    const { hostname, port } = new URL(hub.url);
    const answer = await new Promise<{ status?: number; headers: Record<string, unknown>; said: string }>((resolve, reject) => {
      const sent = ask({ hostname, port, method, path, headers, agent: false }, (came) => {
        text(came).then((said) => {
          resolve({ status: came.statusCode, headers: came.headers, said });
        }, reject);
      });
      sent.once('error', reject).end(body);
    });
    const { errors, code, error } = (answer.said.startsWith('{') ? JSON.parse(answer.said) : {}) as {
      errors?: { pointer: string; code: string }[];
      code?: string;
      error?: string;
    };
    return { ...answer, code, error, problems: (errors ?? []).map((problem) => `${problem.pointer} ${problem.code}`) };
  }

  it.each(['state', 'login_hint', 'client_id'])(
    'is refused in the address of a sign-in: %s with NUL, or bytes that are not UTF-8',
    async (name) => {
      for (const [value, code] of [
        ['%00', 'nul'],
        ['%ff', 'ill-formed'],
        ['%ed%a0%80', 'ill-formed'],
      ] as const) {
        const { status, problems } = await send('GET', `/identity/auth?response_type=code&${name}=a${value}`);
        expect([status, problems]).toEqual([400, [`/${name} ${code}`]]);
      }
    },
  );

  it.each([['content-length'], ['transfer-encoding']])(
    'is refused in the form of the token endpoint, and any other form is read (%s)',
    async (how) => {
      const headers = { 'content-type': FORM, ...(how === 'content-length' ? {} : { 'transfer-encoding': 'chunked' }) };
      const bad = await send('POST', '/identity/token', headers, 'grant_type=client_credentials&client_id=a%00b');
      expect([bad.status, bad.problems]).toEqual([400, ['/client_id nul']]);
      const bytes = await send('POST', '/identity/token', headers, Buffer.from('client_id=\xff', 'latin1'));
      expect([bytes.status, bytes.code]).toEqual([400, 'REQUEST.NOT_UTF8']);
      const padded = `grant_type=client_credentials&client_id=nobody&scope=${'x'.repeat(40_000)}`;
      expect(await send('POST', '/identity/token', headers, padded)).toMatchObject({ status: 401, error: 'invalid_client' });
      expect(await send('POST', '/identity/token', headers, `scope=${'x'.repeat(70_000)}`)).toMatchObject({
        status: 413,
        code: 'BODY.TOO_LARGE',
      });
    },
  );

  it('is refused in the credentials of a client, and in what an assertion says', async () => {
    const basic = `Basic ${Buffer.from('a%00:secret').toString('base64')}`;
    const answer = await send('POST', '/identity/token', { authorization: basic, 'content-type': FORM }, 'grant_type=client_credentials');
    expect([answer.status, answer.problems]).toEqual([400, ['/Authorization nul']]);
    const { privateJwk } = await keyPair('ES256');
    for (const subject of ['a\0b', 'a\ud800b']) {
      const assertion = await new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(subject)
        .setSubject(subject)
        .setAudience(hub.tokenUrl)
        .setIssuedAt()
        .setExpirationTime('2m')
        .sign(await importJWK(privateJwk, 'ES256'));
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      });
      const { status, error } = await send('POST', '/identity/token', { 'content-type': FORM }, form.toString());
      expect([status, error]).toEqual([401, 'invalid_client']);
    }
  });

  it('is answered 404 and 405 as everywhere in the hub, where the issuer has no such address or method', async () => {
    expect(await send('GET', '/identity/nowhere')).toMatchObject({ status: 404, code: 'ADDRESS.NOT_FOUND' });
    const wrong = await send('GET', '/identity/token');
    expect([wrong.status, wrong.code, wrong.headers.allow]).toEqual([405, 'METHOD.NOT_ALLOWED', 'POST']);
    expect((await send('DELETE', '/identity/auth')).headers.allow).toBe('GET, HEAD');
    for (const path of ['/identity/jwks', '/identity/.well-known/openid-configuration', '/identity/session/end'])
      expect((await send('GET', path)).status).toBe(200);
    expect((await send('GET', '/identity/jwks')).headers['cache-control']).toBe('no-store');
  });
});
