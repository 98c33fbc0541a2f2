import { ProcessConfig, Settings, TokenVerifier, TrustList } from '#libs/platform';
import { personToken } from '#libs/testing';
import { ADMINISTRATOR, call, HUB, setUp, startIdentity, type TestIdentity } from './builders/identity.builder';

describe('the first visit', () => {
  let hub: TestIdentity;
  let link: string;

  beforeAll(async () => {
    hub = await startIdentity();
    link = hub.setUpLink ?? '';
  });
  afterAll(() => hub.close());

  it('prints one link when nobody can sign in yet, and its page is plain HTML without script', async () => {
    expect(link).toMatch(new RegExp(`^${hub.url}/identity/setup/[\\w-]{32}$`));
    const page = await fetch(link);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('<label for="email">');
    expect(html).not.toContain('<script');
  });

  it('tells every problem of the form at its field, and keeps the link', async () => {
    const answer = await setUp(link, { email: 'nobody', password: 'short', scheme: ' ' });
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain('There is a problem');
    expect(html.match(/class="error"/g)).toHaveLength(3);
    expect(html).toContain('value="Grace Hall"');
    expect(html).not.toContain('short');
  });

  it.each([['organisation'], ['name'], ['email'], ['scheme'], ['password']])(
    'refuses %s with characters that are no text, and keeps the link',
    async (field) => {
      expect((await setUp(link, { [field]: 'North\0Quay' })).status).toBe(400);
      expect((await fetch(link)).status).toBe(200);
    },
  );

  it('refuses a link that was never made', async () => {
    const answer = await setUp(`${hub.url}/identity/setup/${'x'.repeat(32)}`);
    expect(answer.status).toBe(404);
  });

  it('makes one administrator when the same link is used many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => setUp(link, { email: `grace${String(n)}@hub.example` })));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([303, 404, 404, 404, 404, 404]);

    const [first] = answers.filter(({ status }) => status === 303);
    expect(first?.headers.get('location')).toBe(`${hub.url}/?setup=North%20Quay%20social%20prescribing`);
    expect(first?.headers.getSetCookie().join()).toContain('hub_session=');
    expect((await setUp(link)).status).toBe(404);
    const spent = await fetch(link);
    expect(spent.status).toBe(404);
    expect(await spent.text()).toContain(`<a href="${hub.url}/">Sign in</a>`);
  });

  it('prints no link when somebody can sign in', async () => {
    const again = await startIdentity({}, hub.database);
    expect(again.setUpLink).toBeUndefined();
    await again.close();
  });
});

describe('a person who was set up', () => {
  let hub: TestIdentity;

  beforeAll(async () => {
    hub = await startIdentity();
    await setUp(hub.setUpLink ?? '');
  });
  afterAll(() => hub.close());

  it('signs in without typing the password again, with the cookie of the set-up page', async () => {
    const other = await startIdentity();
    const answer = await setUp(other.setUpLink ?? '');
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const question = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${other.url}/signed-in`,
      state: 'here',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    const signedIn = await fetch(`${other.issuer}/auth?${question.toString()}`, { redirect: 'manual', headers: { cookie } });
    expect(signedIn.headers.get('location')).toMatch(/\/signed-in\?code=[\w-]+&state=here/);
    await other.close();
  });

  it('gets a token that every service accepts, with organisation and roles', async () => {
    const token = await personToken({ issuer: hub.issuer, ...ADMINISTRATOR });
    const config = Settings.read([ProcessConfig], [], { PUBLIC_URL: hub.url }).get(ProcessConfig);
    const verifier = new TokenVerifier(config, new TrustList(config));
    expect(await verifier.verify(token, new Date())).toMatchObject({
      kind: 'person',
      organisationId: HUB,
      roles: ['link-worker', 'supervisor', 'operator', 'administrator'],
      name: 'Grace Hall',
      clientId: 'console',
    });
    expect((await call(`${hub.url}/api/identity/accounts`, token)).status).toBe(200);
  });
});
