import { createHash, randomUUID } from 'node:crypto';
import { personToken } from '#libs/testing';
import { ADMINISTRATOR, call, HUB, invite, setUp, startIdentity, type TestIdentity } from './builders/identity.builder';

let hub: TestIdentity;
let operator: string;

beforeAll(async () => {
  hub = await startIdentity();
  await setUp(hub.setUpLink ?? '');
  operator = await personToken({ issuer: hub.issuer, ...ADMINISTRATOR });
});
afterAll(() => hub.close());

const organisations = (token: string, body?: object, path = ''): Promise<Response> =>
  call(`${hub.url}/api/identity/organisations${path}`, token, body);
const bodyOf = async (answer: Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await answer).json()) as Record<string, unknown>;

describe('an organisation', () => {
  it('is registered by an operator, with its kind and its codes, and no two have the same', async () => {
    const id = randomUUID();
    const surgery = { id, name: 'Willow Street Surgery', kind: 'practice', odsCode: 'A81001' };

    const registered = await organisations(operator, surgery);

    expect(registered.status).toBe(201);
    expect(await registered.json()).toMatchObject({ ...surgery, charityNumber: null, disabledAt: null });
    expect(await bodyOf(organisations(operator, { ...surgery, odsCode: 'A81002' }))).toMatchObject({
      status: 409,
      code: 'ORGANISATION.ALREADY_REGISTERED',
      errors: [{ pointer: '/id' }],
    });
    expect(await bodyOf(organisations(operator, { ...surgery, id: randomUUID() }))).toMatchObject({ errors: [{ pointer: '/odsCode' }] });
  });

  it('is refused with every problem at its field', async () => {
    const answer = await bodyOf(
      organisations(operator, { id: 'x', name: '', kind: 'shop', odsCode: 'a 1', charityNumber: 'many', surprise: 1 }),
    );

    expect(answer).toMatchObject({ status: 400, code: 'REQUEST.INVALID' });
    expect((answer.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      ...['/charityNumber', '/id', '/kind', '/name', '/odsCode', '/surprise'],
    ]);
  });

  it('of an administrator is all that they see, and they tie nobody to the hub', async () => {
    const charity = await charityWith('administrator');
    const other = await bodyOf(organisations(operator, { name: 'Another', kind: 'charity' }));

    const { items } = await bodyOf(organisations(charity.token));

    expect(items).toEqual([expect.objectContaining({ id: charity.id, kind: 'charity' })]);
    expect((await organisations(charity.token, undefined, `/${String(other.id)}`)).status).toBe(404);
    expect((await organisations(charity.token, undefined, '/%00')).status).toBe(400);
    expect((await organisations(charity.token, { name: 'Mine', kind: 'hub' })).status).toBe(403);
    expect((await organisations(charity.token, {}, `/${charity.id}/disable`)).status).toBe(403);
    expect((await change(charity.token, charity.id, { kind: 'hub' })).status).toBe(403);
  });

  it('can be changed, but nobody turns their own hub into something else or disables it', async () => {
    const { id } = await bodyOf(organisations(operator, { name: 'Old name', kind: 'charity' }));

    expect(await bodyOf(change(operator, String(id), { name: 'New name', charityNumber: '1234567' }))).toMatchObject({
      name: 'New name',
      kind: 'charity',
      charityNumber: '1234567',
    });
    for (const answer of [change(operator, HUB, { kind: 'charity' }), organisations(operator, {}, `/${HUB}/disable`)]) {
      expect(await bodyOf(answer)).toMatchObject({ status: 409, code: 'ORGANISATION.OWN' });
    }
    expect((await change(operator, randomUUID(), { name: 'Nobody' })).status).toBe(404);
  });
});

describe('who may hold what', () => {
  it('is decided by the kind of their organisation: an operator grants nobody more', async () => {
    const { id } = await bodyOf(organisations(operator, { name: 'Choir', kind: 'charity' }));
    const person = { email: 'x@choir.example', name: 'X', organisationId: id };
    const system = { name: 'Bookings', organisationId: id, secret: true };

    const account = await bodyOf(
      call(`${hub.url}/api/identity/accounts`, operator, { ...person, roles: ['provider', 'link-worker', 'operator'] }),
    );
    const client = await bodyOf(
      call(`${hub.url}/api/identity/clients`, operator, {
        ...system,
        scopes: ['system/Task.r', 'system/Patient.rs', 'hub/referral-intake.write'],
      }),
    );

    expect(account).toMatchObject({
      status: 422,
      code: 'ORGANISATION.BEYOND_KIND',
      errors: [{ pointer: '/roles/1' }, { pointer: '/roles/2' }],
    });
    expect(client).toMatchObject({
      status: 422,
      code: 'ORGANISATION.BEYOND_KIND',
      errors: [{ pointer: '/scopes/1' }, { pointer: '/scopes/2' }],
    });
  });

  it('does not let an administrator of a charity give a system of theirs the scopes of a practice, or a system to a practice', async () => {
    const charity = await charityWith('administrator');
    const surgery = await bodyOf(organisations(operator, { name: 'Harbour Road Surgery', kind: 'practice' }));
    const register = (organisationId: unknown, scopes: string[]): Promise<Response> =>
      call(`${hub.url}/api/identity/clients`, charity.token, { name: 'x', organisationId, secret: true, scopes });

    expect((await register(charity.id, ['system/Patient.rs', 'system/ServiceRequest.crus'])).status).toBe(422);
    expect((await register(surgery.id, ['system/Patient.rs'])).status).toBe(403);
    expect((await register(charity.id, ['system/Task.rus'])).status).toBe(201);
  });

  it('is nothing where nobody registered the organisation', async () => {
    const system = { name: 'x', organisationId: randomUUID(), secret: true, scopes: ['system/Task.r'] };
    const person = {
      email: 'x@nobody.example',
      name: 'X',
      organisationId: randomUUID(),
      roles: ['practice'],
    };

    for (const answer of [
      call(`${hub.url}/api/identity/clients`, operator, system),
      call(`${hub.url}/api/identity/accounts`, operator, person),
    ]) {
      expect(await bodyOf(answer)).toMatchObject({
        status: 422,
        code: 'ORGANISATION.NOT_REGISTERED',
        errors: [{ pointer: '/organisationId' }],
      });
    }
  });
});

describe('GET /identity/trust', () => {
  it('names the registered organisations to everybody, and answers 304 while nothing has changed', async () => {
    const answer = await fetch(`${hub.url}/identity/trust`);
    const { organisations: known } = (await answer.json()) as { organisations: { id: string }[] };

    expect(known.find(({ id }) => id === HUB)).toEqual({ id: HUB, kind: 'hub', name: 'North Quay PCN' });
    const etag = answer.headers.get('etag') ?? '';
    expect((await fetch(`${hub.url}/identity/trust`, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('says by a hash which organisation a client belongs to', async () => {
    const { clientId } = await bodyOf(
      call(`${hub.url}/api/identity/clients`, operator, {
        name: 'Bookings',
        organisationId: HUB,
        secret: true,
        scopes: ['hub/outcomes.read'],
      }),
    );

    const { clients } = (await (await fetch(`${hub.url}/identity/trust`)).json()) as { clients: Record<string, string> };

    expect(
      clients[
        createHash('sha256')
          .update(`system:${String(clientId)}`)
          .digest('hex')
      ],
    ).toBe(HUB);
  });
});

describe('HUB_ORGANISATION', () => {
  it('registers the organisation that runs the hub, where people sign in with an issuer of their own', async () => {
    const id = randomUUID();
    const settings = { OIDC_ISSUER: 'https://id.example/realms/hub', HUB_ORGANISATION: `${id} North Quay PCN` };
    const elsewhere = await startIdentity(settings);

    const { organisations: known } = (await (await fetch(`${elsewhere.url}/identity/trust`)).json()) as { organisations: object[] };

    expect(known).toEqual([{ id, kind: 'hub', name: 'North Quay PCN' }]);
    await elsewhere.close();
  });
});

async function charityWith(role: string): Promise<{ id: string; token: string }> {
  const { id } = await bodyOf(organisations(operator, { name: 'Second Wind Community Choir', kind: 'charity' }));
  const person = { email: `${randomUUID()}@choir.example`, password: 'quiet river stones' };
  await invite(hub, operator, { ...person, organisationId: String(id), roles: [role] });
  return { id: String(id), token: await personToken({ issuer: hub.issuer, ...person }) };
}

async function change(token: string, id: string, body: object): Promise<Response> {
  return fetch(`${hub.url}/api/identity/organisations/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
