import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { DatabaseClient, hashOfCaller, ProcessConfig, Settings, TokenVerifier, TrustList } from '#libs/platform';
import { eventually, personToken, systemToken } from '#libs/testing';
import { ADMINISTRATOR, call, HUB, invite, keyPair, setUp, startIdentity, type TestIdentity } from './builders/identity.builder';

const PASSWORD = 'quiet river stones';

let hub: TestIdentity;
let operator: string;
let charity: string;

beforeAll(async () => {
  hub = await startIdentity();
  await setUp(hub.setUpLink ?? '');
  operator = await personToken({ issuer: hub.issuer, ...ADMINISTRATOR });
  const made = await call(`${hub.url}/api/identity/organisations`, operator, { name: 'Second Wind Community Choir', kind: 'charity' });
  charity = ((await made.json()) as { id: string }).id;
});
afterAll(() => hub.close());

describe('an invitation', () => {
  it('is a link to hand over where there is no mail server, whose page lets the person choose a password, once', async () => {
    const email = `${randomUUID()}@choir.example`;
    const { id, invitation } = await invited(operator, { email, roles: ['provider'] });
    expect(invitation).toMatchObject({ sentByEmail: false, link: expect.stringMatching(/\/identity\/invitation\/[\w-]{43}$/) as string });
    expect(await one('accounts', id)).toMatchObject({ email, state: 'invited' });
    await expect(personToken({ issuer: hub.issuer, email, password: PASSWORD })).rejects.toThrow('is not right');

    const page = await fetch(invitation.link);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await page.text()).not.toContain('<script');
    const answers = await Promise.all([1, 2, 3].map(() => choose(invitation.link, PASSWORD)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect(await personToken({ issuer: hub.issuer, email, password: PASSWORD })).toContain('.');
    expect(await one('accounts', id)).toMatchObject({ state: 'active' });
    expect((await fetch(invitation.link)).status).toBe(404);
  });

  it('keeps its link when the password is too short, too long or the address itself', async () => {
    const email = `${randomUUID()}@choir.example`;
    const { invitation } = await invited(operator, { email, roles: ['provider'] });

    for (const password of ['short', 'x'.repeat(129), email]) {
      const answer = await choose(invitation.link, password);
      const html = await answer.text();
      expect(answer.status).toBe(400);
      expect(html).toContain('<title>Error:');
      expect(html).toContain('name="password" type="password" value=""');
    }
    expect((await choose(invitation.link, PASSWORD)).status).toBe(200);
  });

  it('ends after a week, and when a newer link is made', async () => {
    const first = await invited(operator, { email: `${randomUUID()}@choir.example`, roles: ['provider'] });
    expect(new Date(first.invitation.expiresAt).getTime()).toBeGreaterThan(Date.now() + 6 * 24 * 3600_000);
    const again = await act('accounts', first.id, 'reset-link');

    expect((await fetch(first.invitation.link)).status).toBe(404);
    await query(`UPDATE account_link SET expires_at = now() - interval '1 second' WHERE account_id = '${first.id}'`);
    expect((await choose((again.body as { link: string }).link, PASSWORD)).status).toBe(404);
  });

  it('never takes a password from a colleague, and its link stands in clear nowhere in the database', async () => {
    const body = { email: `${randomUUID()}@choir.example`, name: 'X', organisationId: charity, roles: ['provider'], password: PASSWORD };
    const refused = await call(`${hub.url}/api/identity/accounts`, operator, body);
    expect(await refused.json()).toMatchObject({ status: 400, errors: [{ pointer: '/password' }] });

    const { invitation } = await invited(operator, { email: body.email, roles: ['provider'] });
    const token = invitation.link.split('/').at(-1) ?? '';
    expect(JSON.stringify(await query(`SELECT t::text FROM account_link t`))).not.toContain(token);
  });

  it('is for the own organisation of an administrator, and makes no operator', async () => {
    const administrator = await personOf(charity, ['administrator']);
    const body = { email: `${randomUUID()}@choir.example`, name: 'New', organisationId: charity, roles: ['provider'] };
    const statusOf = async (change: object): Promise<number> =>
      (await call(`${hub.url}/api/identity/accounts`, administrator, { ...body, ...change })).status;

    expect(await statusOf({})).toBe(201);
    expect(await statusOf({})).toBe(409);
    expect(await statusOf({ email: 'a@b.example', organisationId: HUB })).toBe(403);
    expect(await statusOf({ email: 'a@b.example', roles: ['operator'] })).toBe(403);
  });
});

describe('a person who is disabled', () => {
  it('is out everywhere: no sign-in, no renewal, and the access token is withdrawn; enabled, they come back', async () => {
    const person = { email: `${randomUUID()}@choir.example`, password: PASSWORD };
    const id = await invite(hub, operator, { ...person, organisationId: charity, roles: ['administrator'] });
    const token = await personToken({ issuer: hub.issuer, ...person });
    const verifier = aVerifier();
    await verifier.tokens.verify(token, new Date());

    const { status, body } = await act('accounts', id, 'disable');

    expect([status, body]).toEqual([200, expect.objectContaining({ state: 'disabled', disabledAt: expect.any(String) as string })]);
    await verifier.trust.refresh();
    await expect(verifier.tokens.verify(token, new Date())).rejects.toMatchObject({ status: 401 });
    await expect(personToken({ issuer: hub.issuer, ...person })).rejects.toThrow('is not right');
    expect(await query(`SELECT model FROM oidc_payload WHERE payload ->> 'accountId' = '${id}'`)).toEqual([]);

    expect(await act('accounts', id, 'reset-link')).toMatchObject({ status: 409, body: { code: 'ACCOUNT.DISABLED' } });
    await act('accounts', id, 'enable');
    expect(await personToken({ issuer: hub.issuer, ...person })).toContain('.');
  });

  it('is found out by a running service by itself, within a minute', async () => {
    const person = { email: `${randomUUID()}@choir.example`, password: PASSWORD };
    const id = await invite(hub, operator, { ...person, organisationId: charity, roles: ['administrator'] });
    const token = await personToken({ issuer: hub.issuer, ...person });
    expect((await call(`${hub.url}/api/identity/clients`, token)).status).toBe(200);

    await act('accounts', id, 'disable');

    await eventually(async () => expect((await call(`${hub.url}/api/identity/clients`, token)).status).toBe(401));
  });

  it('may be deleted for good: name and address go, the last token is withdrawn and the address is free again', async () => {
    const person = { email: `${randomUUID()}@choir.example`, password: PASSWORD };
    const id = await invite(hub, operator, { ...person, organisationId: charity, roles: ['provider'] });

    expect((await remove('accounts', id)).status).toBe(204);

    expect((await call(`${hub.url}/api/identity/accounts/${id}`, operator)).status).toBe(404);
    expect(await withdrawn()).toContain(hashOfCaller('person', id));
    expect(JSON.stringify(await query(`SELECT a::text FROM account a UNION ALL SELECT d::text FROM deleted_caller d`))).not.toContain(
      person.email,
    );
    expect(await invite(hub, operator, { ...person, organisationId: charity, roles: ['provider'] })).not.toBe(id);
  });

  it('is never oneself: nobody ends their own account, and no administrator an operator’s or another organisation’s', async () => {
    const { sub = '' } = JSON.parse(Buffer.from(operator.split('.')[1] ?? '', 'base64url').toString()) as { sub?: string };
    expect((await act('accounts', sub, 'disable')).status).toBe(409);
    expect((await remove('accounts', sub)).status).toBe(409);

    const colleague = await personOf(HUB, ['administrator']);
    for (const what of ['disable', 'enable', 'reset-link']) expect((await act('accounts', sub, what, colleague)).status).toBe(403);
    expect((await remove('accounts', sub, colleague)).status).toBe(403);
    const stranger = await personOf(charity, ['administrator']);
    for (const id of [sub, randomUUID(), 'x']) expect((await act('accounts', id, 'reset-link', stranger)).status).toBe(404);
    const listed = async (by: string): Promise<Set<string>> => {
      const { items } = (await (await call(`${hub.url}/api/identity/accounts?limit=200`, by)).json()) as {
        items: { organisationId: string }[];
      };
      return new Set(items.map(({ organisationId }) => organisationId));
    };
    expect([await listed(stranger), await listed(operator)]).toEqual([new Set([charity]), new Set([HUB, charity])]);
  });

  it('leaves a trail of what was done to them, by whom', async () => {
    const id = await invite(hub, operator, {
      email: `${randomUUID()}@choir.example`,
      password: PASSWORD,
      organisationId: charity,
      roles: ['provider'],
    });
    await act('accounts', id, 'disable');
    await act('accounts', id, 'enable');
    await act('accounts', id, 'reset-link');
    await remove('accounts', id);

    const trail = await query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE entity_id = '${id}' AND action <> 'read' AND outcome = 'done' ORDER BY id`,
    );
    expect(trail.map(({ action }) => action)).toEqual(['create', 'choose-password', 'disable', 'enable', 'make-reset-link', 'delete']);
  });
});

describe('a disabled organisation', () => {
  it('lets none of its people and systems in', async () => {
    const made = await call(`${hub.url}/api/identity/organisations`, operator, { name: 'Mill Lane Allotments', kind: 'charity' });
    const { id } = (await made.json()) as { id: string };
    const person = { email: `${randomUUID()}@allotments.example`, password: PASSWORD };
    await invite(hub, operator, { ...person, organisationId: id, roles: ['provider'] });
    const system = await clientOf(id);

    await act('organisations', id, 'disable');

    await expect(personToken({ issuer: hub.issuer, ...person })).rejects.toThrow('is not right');
    await expect(tokenOf(system)).rejects.toThrow('invalid_client');
    await act('organisations', id, 'enable');
    expect(await tokenOf(system)).toContain('.');
  });
});

describe('a system', () => {
  it('that is disabled gets no token and the one it has is withdrawn; deleted, nobody can register its id again', async () => {
    const system = await clientOf(charity);
    await tokenOf(system);

    expect(await act('clients', system.clientId, 'disable')).toMatchObject({
      status: 200,
      body: { disabledAt: expect.any(String) as string },
    });
    await expect(tokenOf(system)).rejects.toThrow('invalid_client');
    expect(await withdrawn()).toContain(hashOfCaller('system', system.clientId));
    await act('clients', system.clientId, 'enable');
    expect(await tokenOf(system)).toContain('.');

    expect((await remove('clients', system.clientId)).status).toBe(204);
    await expect(tokenOf(system)).rejects.toThrow('invalid_client');
    const again = { clientId: system.clientId, name: 'x', organisationId: HUB, secret: true, scopes: ['system/Task.r'] };
    expect((await call(`${hub.url}/api/identity/clients`, operator, again)).status).toBe(409);
  });

  it('gets new keys while those before go on to open until the end that was asked for', async () => {
    const system = await clientOf(charity);
    const next = await keyPair('ES384');
    const soon = new Date(Date.now() + 3600_000).toISOString();

    const { status, body } = await rotate(system.clientId, { jwks: next.jwks, previousUntil: soon });

    expect([status, body]).toEqual([200, { clientId: system.clientId, previousUntil: soon }]);
    expect(await tokenOf(system)).toContain('.');
    expect(await tokenOf({ ...system, privateJwk: next.privateJwk })).toContain('.');
    expect(await one('clients', system.clientId)).toMatchObject({ keyIds: [next.privateJwk.kid], previousUntil: soon });

    await query(`UPDATE client SET previous_until = now() - interval '1 second' WHERE id = '${system.clientId}'`);
    await expect(tokenOf(system)).rejects.toThrow('invalid_client');
    expect(await tokenOf({ ...system, privateJwk: next.privateJwk })).toContain('.');
  });

  it('gets a new secret with a day of overlap, and none where the end asked for is past', async () => {
    const registered = { name: 'Bookings', organisationId: charity, secret: true, scopes: ['system/Task.r'] };
    const { clientId, secret } = (await (await call(`${hub.url}/api/identity/clients`, operator, registered)).json()) as Secret;

    const first = await rotate(clientId, { secret: true });
    const { secret: second, previousUntil } = first.body as unknown as Secret & { previousUntil: string };
    expect(new Date(previousUntil).getTime()).toBeGreaterThan(Date.now() + 23 * 3600_000);
    expect([await withSecret(clientId, secret), await withSecret(clientId, second)]).toEqual([200, 200]);

    const { secret: third } = (await rotate(clientId, { secret: true, previousUntil: '2026-01-01T00:00:00Z' })).body as unknown as Secret;
    const statuses = await Promise.all([secret, second, third].map((given) => withSecret(clientId, given)));
    expect(statuses).toEqual([401, 401, 200]);
    expect(JSON.stringify(await query(`SELECT c::text FROM client c`))).not.toContain(third);
  });

  it('is told what is wrong with a rotation', async () => {
    const system = await clientOf(charity);
    const { jwks } = await keyPair('ES384');
    const reused = { keys: jwks.keys.map((key) => ({ ...key, kid: system.privateJwk.kid })) };

    expect((await rotate(system.clientId, { secret: true })).body).toMatchObject({ status: 422, errors: [{ pointer: '/jwks' }] });
    expect((await rotate(system.clientId, { jwks: reused })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/jwks/keys/0/kid' }],
    });
    expect((await rotate(system.clientId, { jwks, previousUntil: '2036-01-01T00:00:00Z' })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/previousUntil' }],
    });
    expect((await rotate(system.clientId, { jwks, previousUntil: 'soon' })).status).toBe(400);
  });

  it('belongs to its organisation: nobody of another sees, rotates or ends it, and a provider only ends what a provider may have', async () => {
    const own = await clientOf(charity);
    const hubs = await call(`${hub.url}/api/identity/clients`, operator, {
      name: 'x',
      organisationId: HUB,
      secret: true,
      scopes: ['hub/caseload.read'],
    });
    const { clientId: ofHub } = (await hubs.json()) as Secret;
    const [provider, administrator] = [await personOf(charity, ['provider']), await personOf(charity, ['administrator'])];

    for (const stranger of [provider, administrator]) {
      expect((await call(`${hub.url}/api/identity/clients/${ofHub}`, stranger)).status).toBe(404);
      expect((await remove('clients', ofHub, stranger)).status).toBe(404);
      expect((await rotate(ofHub, { secret: true }, stranger)).status).toBe(404);
      expect((await act('clients', own.clientId, 'disable', stranger)).status).toBe(200);
    }
    expect((await act('clients', ofHub, 'disable', await personOf(HUB, ['provider']))).status).toBe(403);
  });
});

interface Secret {
  readonly clientId: string;
  readonly secret: string;
}

interface Outcome {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

function choose(link: string, password: string): Promise<Response> {
  return fetch(link, { method: 'POST', body: new URLSearchParams({ password }) });
}

async function invited(by: string, person: { email: string; roles: string[] }) {
  const answer = await call(`${hub.url}/api/identity/accounts`, by, { name: 'Somebody', organisationId: charity, ...person });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: string; invitation: { link: string; expiresAt: string } };
}

async function personOf(organisationId: string, roles: string[]): Promise<string> {
  const person = { email: `${randomUUID()}@people.example`, password: PASSWORD };
  await invite(hub, operator, { ...person, organisationId, roles });
  return personToken({ issuer: hub.issuer, ...person });
}

async function clientOf(organisationId: string): Promise<{ clientId: string; privateJwk: JWK }> {
  const { privateJwk, jwks } = await keyPair('ES384');
  const registered = { clientId: `system-${randomUUID()}`, name: 'Bookings', organisationId, jwks, scopes: ['system/Task.r'] };
  expect((await call(`${hub.url}/api/identity/clients`, operator, registered)).status).toBe(201);
  return { clientId: registered.clientId, privateJwk };
}

function tokenOf(system: { clientId: string; privateJwk: JWK }): Promise<string> {
  return systemToken({ tokenUrl: hub.tokenUrl, scope: 'system/Task.r', ...system });
}

async function withSecret(clientId: string, secret: string): Promise<number> {
  const answer = await fetch(hub.tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/Task.r' }),
  });
  return answer.status;
}

async function act(list: string, id: string, what: string, token = operator): Promise<Outcome> {
  const answer = await call(`${hub.url}/api/identity/${list}/${id}/${what}`, token, {});
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function rotate(clientId: string, body: object, token = operator): Promise<Outcome> {
  const answer = await call(`${hub.url}/api/identity/clients/${clientId}/rotate`, token, body);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function remove(list: string, id: string, token = operator): Promise<Response> {
  return fetch(`${hub.url}/api/identity/${list}/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
}

async function one(list: string, id: string): Promise<object> {
  return (await (await call(`${hub.url}/api/identity/${list}/${id}`, operator)).json()) as object;
}

async function withdrawn(): Promise<string[]> {
  return ((await (await fetch(`${hub.issuer}/trust`)).json()) as { withdrawn: string[] }).withdrawn;
}

function aVerifier() {
  const config = Settings.read([ProcessConfig], [], { PUBLIC_URL: hub.url }).get(ProcessConfig);
  const trust = new TrustList(config);
  return { trust, tokens: new TokenVerifier(config, trust) };
}

async function query<Row extends object = object>(sql: string): Promise<Row[]> {
  const client = new DatabaseClient(hub.database.urls.identity);
  await client.connect();
  const { rows } = await client.query<Row>(sql);
  await client.end();
  return rows;
}
