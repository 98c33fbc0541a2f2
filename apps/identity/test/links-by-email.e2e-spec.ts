import { DatabaseClient } from '#libs/platform';
import { choosePassword, eventually, personToken, smtpServer, type SmtpServer } from '#libs/testing';
import { ADMINISTRATOR, call, HUB, setUp, startIdentity, type TestIdentity } from './builders/identity.builder';

const PASSWORD = 'quiet river stones';

let mail: SmtpServer;
let mailing: TestIdentity;

describe('an invitation or a forgotten password, with a mail server', () => {
  let administrator: string;

  beforeAll(async () => {
    mail = await smtpServer();
    mailing = await startIdentity({ SMTP_URL: mail.url, MAIL_FROM: 'Hub <hub@hub.example>' });
    await setUp(mailing.setUpLink ?? '');
    administrator = await personToken({ issuer: mailing.issuer, ...ADMINISTRATOR });
  });
  afterAll(async () => {
    await mailing.close();
    await mail.close();
  });

  it('the link goes to the person alone, by email', async () => {
    const body = { email: 'ana@hub.example', name: 'Ana Lee', organisationId: HUB, roles: ['link-worker'] };
    const answer = await call(`${mailing.url}/api/identity/accounts`, administrator, body);

    expect(await answer.json()).toEqual({
      id: expect.any(String) as string,
      invitation: { sentByEmail: true, expiresAt: expect.any(String) as string },
    });
    const [sent] = mail.received.filter(({ to }) => to.includes('ana@hub.example'));
    expect(sent?.text).toContain('Hello Ana Lee');
    await choosePassword(linkIn(sent?.text), PASSWORD);
    expect(await personToken({ issuer: mailing.issuer, email: 'ana@hub.example', password: PASSWORD })).toContain('.');
  });

  it('whoever forgot their password asks for a link themselves, with one answer whether or not the address is known', async () => {
    await invitedByMail('ben@hub.example');
    const before = mail.received.length;
    const askFor = async (email: string): Promise<[number, string]> => {
      const answer = await fetch(`${mailing.issuer}/forgotten-password`, { method: 'POST', body: new URLSearchParams({ email }) });
      return [answer.status, await answer.text()];
    };
    // An invitation of the last minutes counts as an email too.
    await query(`UPDATE account_link SET created_at = now() - interval '1 hour'`);

    const known = await askFor('Ben@hub.example');
    expect(known).toEqual(await askFor('nobody@hub.example'));
    expect(known[0]).toBe(200);
    const sent = await eventually(() => {
      const [found] = mail.received.slice(before);
      if (!found) throw new Error('no email yet');
      return found;
    });
    await askFor('ben@hub.example');

    expect(sent.to).toEqual(['ben@hub.example']);
    await choosePassword(linkIn(sent.text), 'another river stones');
    expect(await personToken({ issuer: mailing.issuer, email: 'ben@hub.example', password: 'another river stones' })).toContain('.');
    expect(mail.received.slice(before).map(({ to }) => to)).toEqual([['ben@hub.example']]);
  });

  it('says that the email could not go, and the account is there for a new link', async () => {
    mail.refuse('450 Try later', 1);
    const body = { email: 'cal@hub.example', name: 'Cal', organisationId: HUB, roles: ['link-worker'] };
    const answer = await call(`${mailing.url}/api/identity/accounts`, administrator, body);

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await answer.json()).toMatchObject({ code: 'MAIL.UNAVAILABLE' });
    const [{ id } = { id: '' }] = await query<{ id: string }>(`SELECT id FROM account WHERE email = 'cal@hub.example'`);
    const again = await call(`${mailing.url}/api/identity/accounts/${id}/reset-link`, administrator, {});
    expect(await again.json()).toMatchObject({ sentByEmail: true });
  });

  it('is offered on the sign-in page, and nowhere without one', async () => {
    expect(await signInPage(mailing)).toContain('href="/identity/forgotten-password"');
    const without = await startIdentity({}, mailing.database);
    expect(await signInPage(without)).not.toContain('forgotten-password');
    expect((await fetch(`${without.issuer}/forgotten-password`)).status).toBe(404);
    await without.close();
  });

  async function invitedByMail(email: string): Promise<void> {
    await call(`${mailing.url}/api/identity/accounts`, administrator, { email, name: 'Ben', organisationId: HUB, roles: ['link-worker'] });
    const sent = mail.received.find(({ to }) => to.includes(email));
    await choosePassword(linkIn(sent?.text), PASSWORD);
  }
});

function linkIn(text = ''): string {
  return /https?:\S+\/identity\/invitation\/\S+/.exec(text)?.[0] ?? '';
}

async function signInPage(at: TestIdentity): Promise<string> {
  const question = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${at.url}/signed-in`,
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  const redirect = await fetch(`${at.issuer}/auth?${question.toString()}`, { redirect: 'manual' });
  const cookie = redirect.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return (await fetch(new URL(redirect.headers.get('location') ?? '', at.url), { headers: { cookie } })).text();
}

async function query<Row extends object = object>(sql: string): Promise<Row[]> {
  const client = new DatabaseClient(mailing.database.urls.identity);
  await client.connect();
  const { rows } = await client.query<Row>(sql);
  await client.end();
  return rows;
}
