import { DatabaseClient, start } from '#libs/platform';
import { identity } from '#apps/identity';
import { ADMINISTRATOR, setUp, startIdentity, type TestIdentity } from './builders/identity.builder';

let hub: TestIdentity;

beforeAll(async () => {
  hub = await startIdentity();
  await setUp(hub.setUpLink ?? '');
});
afterAll(() => hub.close());

describe('OpenID Connect discovery', () => {
  it('names the addresses that the surface promises, and shows public keys only', async () => {
    const discovery = (await (await fetch(`${hub.issuer}/.well-known/openid-configuration`)).json()) as Record<string, string>;
    expect(discovery).toMatchObject({
      issuer: hub.issuer,
      token_endpoint: hub.tokenUrl,
      jwks_uri: `${hub.issuer}/jwks`,
      authorization_endpoint: `${hub.issuer}/auth`,
      end_session_endpoint: `${hub.issuer}/session/end`,
      code_challenge_methods_supported: ['S256'],
    });
    const { keys } = (await (await fetch(`${hub.issuer}/jwks`)).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('answers other addresses under /identity, and the ones beside it, as what they are', async () => {
    expect((await fetch(`${hub.issuer}/nothing`)).status).toBe(404);
    expect((await fetch(`${hub.url}/health/ready`)).status).toBe(200);
  });
});

describe('the sign-in page', () => {
  it('is a labelled form without script, in one language, that no other site can frame', async () => {
    const { html, page } = await openSignIn();
    expect(page.status).toBe(200);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<label for="password">');
    expect(html).toContain('autocomplete="current-password"');
    expect(html).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('says what is wrong in a summary that leads to the field, and does not repeat the password', async () => {
    const { address, cookie } = await openSignIn();
    const answer = await submit(address, cookie, 'grace"><b>@hub.example', 'not the password');
    const html = await answer.text();
    expect(answer.status).toBe(401);
    expect(html).toContain('<title>Error: Sign in');
    expect(html).toContain('role="alert"');
    expect(html).toContain('href="#email"');
    expect(html).not.toContain('not the password');
    expect(html).not.toContain('<b>');
  });

  it('asks to start again when the sign-in was begun in another browser', async () => {
    const { address } = await openSignIn();
    const answer = await fetch(address);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Start again');
  });

  it('needs PKCE, an address of the console and the hub as audience', async () => {
    const refused: Record<string, string>[] = [
      { code_challenge: '' },
      { redirect_uri: 'https://elsewhere.example/' },
      { resource: 'https://elsewhere.example/' },
    ];
    const answers = await Promise.all(refused.map((change) => fetch(authorization(change), { redirect: 'manual' })));
    expect(answers.map(({ status }) => status)).toEqual([303, 400, 303]);
    expect(answers[0]?.headers.get('location')).toContain('error=invalid_request');
    expect(answers[2]?.headers.get('location')).toContain('error=invalid_target');
  });
});

describe('a session', () => {
  it('renews the token once per refresh token, ends when the person signs out, and stands in the database without what lets in', async () => {
    const { address, cookie } = await openSignIn();
    const back = await submit(address, cookie, ADMINISTRATOR.email, ADMINISTRATOR.password);
    const resumed = await fetch(new URL(back.headers.get('location') ?? '', hub.url), { redirect: 'manual', headers: { cookie } });
    const code = new URL(resumed.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const session = resumed.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');

    const exchange = {
      grant_type: 'authorization_code',
      client_id: 'console',
      code,
      redirect_uri: `${hub.url}/signed-in`,
      code_verifier: VERIFIER,
    };
    const first = await token(exchange);
    expect(first).toMatchObject({ token_type: 'Bearer', expires_in: 1800 });
    const renewed = await token({ grant_type: 'refresh_token', client_id: 'console', refresh_token: first.refresh_token ?? '' });
    expect(renewed.access_token).toContain('.');
    const stored = JSON.stringify(await rows(`SELECT p::text FROM oidc_payload p`));
    for (const secret of [code, first.refresh_token ?? '', renewed.refresh_token ?? '', ...cookieValues(resumed)]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(stored).not.toContain(secret);
    }
    expect(await token({ grant_type: 'refresh_token', client_id: 'console', refresh_token: first.refresh_token ?? '' })).toMatchObject({
      error: 'invalid_grant',
    });
    expect(await token(exchange)).toMatchObject({ error: 'invalid_grant' });

    const end = `${hub.issuer}/session/end?client_id=console&post_logout_redirect_uri=${encodeURIComponent(`${hub.url}/`)}`;
    const page = await fetch(end, { headers: { cookie: session } });
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const ended = await fetch(`${hub.issuer}/session/end/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
      redirect: 'manual',
      headers: { cookie: session },
    });
    expect(ended.headers.get('location')).toBe(`${hub.url}/`);
    const again = await fetch(authorization(), { redirect: 'manual', headers: { cookie: session } });
    expect(again.headers.get('location')).toContain('/identity/interaction/');
  });
});

describe('with an OpenID Connect issuer for people', () => {
  it('has no accounts, no sign-in page and no set-up link, and systems still get tokens', async () => {
    const elsewhere = await startIdentity({ OIDC_ISSUER: 'https://id.example/realms/hub' }, hub.database);
    expect(elsewhere.setUpLink).toBeUndefined();
    expect((await fetch(`${elsewhere.issuer}/interaction/x`)).status).toBe(404);
    expect((await fetch(`${elsewhere.url}/api/identity/accounts`)).status).toBe(404);
    const answer = await fetch(elsewhere.tokenUrl, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) });
    expect(answer.status).toBe(400);
    await elsewhere.close();
  });

  it('is what production needs: embedded accounts do not start there', async () => {
    const env = { IDENTITY_DATABASE_URL: hub.database.urls.identity, IDENTITY_KEYS: '{}', NODE_ENV: 'production' };
    await expect(start([identity], env)).rejects.toThrow('IDENTITY_KEYS must be a JWK set');
    await expect(startIdentity({ NODE_ENV: 'production' }, hub.database)).rejects.toThrow('OIDC_ISSUER is missing');
  });
});

/** The values of the cookies that a page has set, without their signatures. */
function cookieValues(page: Response): string[] {
  const pairs = page.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return pairs.filter((pair) => /^hub_session=/.test(pair)).map((pair) => pair.slice(pair.indexOf('=') + 1));
}

async function rows(sql: string): Promise<object[]> {
  const client = new DatabaseClient(hub.database.urls.identity);
  await client.connect();
  const { rows: found } = await client.query<object>(sql);
  await client.end();
  return found;
}

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

function authorization(change: Record<string, string> = {}): string {
  const question = {
    client_id: 'console',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: `${hub.url}/signed-in`,
    state: 'here',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...change,
  };
  return `${hub.issuer}/auth?${new URLSearchParams(question).toString()}`;
}

async function openSignIn(): Promise<{ address: string; cookie: string; page: Response; html: string }> {
  const redirect = await fetch(authorization(), { redirect: 'manual' });
  const address = new URL(redirect.headers.get('location') ?? '', hub.url).href;
  const cookie = redirect.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const page = await fetch(address, { headers: { cookie } });
  return { address, cookie, page, html: await page.text() };
}

function submit(address: string, cookie: string, email: string, password: string): Promise<Response> {
  return fetch(address, { method: 'POST', body: new URLSearchParams({ email, password }), redirect: 'manual', headers: { cookie } });
}

async function token(body: Record<string, string>): Promise<Record<string, string>> {
  return (await (await fetch(hub.tokenUrl, { method: 'POST', body: new URLSearchParams(body) })).json()) as Record<string, string>;
}
