import { randomUUID } from 'node:crypto';
import { DatabaseClient } from '#libs/platform';
import { personToken } from '#libs/testing';
import { hashOfPassword } from '../src/accounts/password.rules';
import { ADMINISTRATOR, HUB, invite, setUp, startIdentity, type TestIdentity } from './builders/identity.builder';

const PASSWORD = 'quiet river stones';

let hub: TestIdentity;
let operator: string;

beforeAll(async () => {
  // The test says by X-Forwarded-For from where it comes.
  hub = await startIdentity({ TRUSTED_PROXIES: '127.0.0.0/8' });
  await setUp(hub.setUpLink ?? '');
  operator = await personToken({ issuer: hub.issuer, ...ADMINISTRATOR });
});
afterAll(() => hub.close());

describe('wrong passwords', () => {
  it('lock the account for the client that tried, whether or not there is such an account, and for nobody else', async () => {
    const owner = await person();
    for (const email of [owner, 'nobody@hub.example']) {
      const stranger = new Browser('192.0.2.1');
      const statuses: number[] = [];
      for (let tries = 0; tries < 6; tries += 1) statuses.push((await stranger.tries(email)).status);
      expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
      const locked = await stranger.tries(email, PASSWORD);
      expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '900']);
    }

    expect((await new Browser('192.0.2.2').tries(owner, PASSWORD)).status).toBe(303);
  });

  it('on many accounts lock the address that tries them', async () => {
    const sprayer = new Browser('192.0.2.10');
    const statusOfTry = async (): Promise<number> => (await sprayer.tries(`${randomUUID()}@hub.example`)).status;
    await query(`DELETE FROM sign_in_attempt`);
    expect(await statusOfTry()).toBe(401);
    // Twenty-eight more, without the work.
    await query(`UPDATE sign_in_attempt SET failures = 29`);

    expect([await statusOfTry(), await statusOfTry()]).toEqual([401, 429]);
    expect((await new Browser('192.0.2.11').tries(await person(), PASSWORD)).status).toBe(303);
  });

  it('from one customer’s IPv6 addresses count as from one address', async () => {
    const owner = await person();
    const statuses: number[] = [];
    for (let host = 1; host <= 6; host += 1) {
      statuses.push((await new Browser(`2001:db8:1:2::${String(host)}`).tries(owner)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
  });

  it('cannot lock out the owner on a device of theirs, at the same address too; that device has tries of its own', async () => {
    const owner = await person();
    const home = new Browser('192.0.2.20');
    expect((await home.tries(owner, PASSWORD)).status).toBe(303);
    const stranger = new Browser('192.0.2.20');
    for (let tries = 0; tries < 6; tries += 1) await stranger.tries(owner);
    expect((await stranger.tries(owner, PASSWORD)).status).toBe(429);

    expect((await home.tries(owner, PASSWORD)).status).toBe(303);
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await home.tries(owner)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
    expect((await new Browser('192.0.2.21').tries(owner, PASSWORD)).status).toBe(303);
  });

  it('from everywhere slow an account down, and lock nobody out: the owner waits a moment on a new device, and gets in', async () => {
    const owner = await person();
    for (let from = 1; from <= 10; from += 1) await new Browser(`198.51.100.${String(from)}`).tries(owner);

    const began = performance.now();
    const answer = await new Browser('192.0.2.31').tries(owner, PASSWORD);

    expect(answer.status).toBe(303);
    expect(performance.now() - began).toBeGreaterThan(1000);
  });
});

describe('more sign-ins than the hub can check', () => {
  it('are told to come back (429), instead of making everybody wait for minutes', async () => {
    const email = await person();
    let isOver = false;
    const keepBusy = async (): Promise<void> => {
      while (!isOver) await hashOfPassword(PASSWORD);
    };
    const others = Array.from({ length: 42 }, keepBusy);
    try {
      const answer = await new Browser('192.0.2.40').tries(email, PASSWORD);

      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '5']);
      expect(await answer.text()).toContain('Wait a few seconds');
    } finally {
      isOver = true;
      await Promise.all(others);
    }
    expect((await new Browser('192.0.2.41').tries(email, PASSWORD)).status).toBe(303);
  });
});

async function person(): Promise<string> {
  const email = `${randomUUID()}@people.example`;
  await invite(hub, operator, { email, password: PASSWORD, organisationId: HUB, roles: ['link-worker'] });
  return email;
}

async function query(sql: string): Promise<void> {
  const client = new DatabaseClient(hub.database.urls.identity);
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** A browser at an address, which keeps the cookie of its device. */
class Browser {
  private device = '';

  constructor(private readonly address: string) {}

  async tries(email: string, password = 'wrong wrong wrong'): Promise<Response> {
    const question = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${hub.url}/signed-in`,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    const headers = { 'x-forwarded-for': this.address };
    const begun = await fetch(`${hub.issuer}/auth?${question.toString()}`, { redirect: 'manual', headers });
    const cookie = [...cookiesOf(begun), ...(this.device === '' ? [] : [this.device])].join('; ');
    const address = new URL(begun.headers.get('location') ?? '', hub.url);
    const body = new URLSearchParams({ email, password });
    const answer = await fetch(address, { method: 'POST', body, redirect: 'manual', headers: { ...headers, cookie } });
    this.device = cookiesOf(answer).find((pair) => pair.startsWith('hub_device=')) ?? this.device;
    return answer;
  }
}

function cookiesOf(answer: Response): string[] {
  return answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
}
