import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { TOPICS } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { Gateway } from './builders/gateway';

describe("a provider's tasks", () => {
  let gateway: Gateway;
  let sql: DataSource;

  beforeAll(async () => {
    gateway = await Gateway.start();
    sql = await new DataSource({ type: 'postgres', url: gateway.database.urls['provider-gateway'] }).initialize();
  });

  afterAll(async () => {
    await sql.destroy();
    await gateway.close();
  });

  /** A task of the charity, which has no endpoint here: it looks by itself. */
  async function requested(facts: Parameters<Gateway['connection']>[0] = {}): Promise<string> {
    const connection = gateway.connection(facts);
    await gateway.others.publish(connection);
    return eventually(() => {
      const told = gateway.others.of('task.requested.v1').find(({ data }) => data.connectionId === connection.connectionId);
      if (!told) throw new Error('not yet');
      return String(told.data.taskId);
    });
  }

  it('are found in its list, by status and page by page, with nothing of the person', async () => {
    const ids = [
      await requested({ requestedAt: '2026-11-01T09:00:00Z' }),
      await requested({ requestedAt: '2026-11-02T09:00:00Z' }),
      await requested({ requestedAt: '2026-11-03T09:00:00Z' }),
    ];
    await gateway.call('POST', `tasks/${ids[1] ?? ''}/accept`, undefined, gateway.provider);
    const page = await gateway.call('GET', 'tasks?limit=2', undefined, gateway.provider);
    const next = await gateway.call('GET', `tasks?limit=2&cursor=${String(page.body.nextCursor)}`, undefined, gateway.provider);
    expect([...page.body.items, ...next.body.items].map(({ id }) => id)).toEqual([...ids].reverse());
    expect(next.body.nextCursor).toBeNull();
    expect(JSON.stringify(page.body)).not.toContain('Ada');
    const accepted = await gateway.call('GET', 'tasks?status=accepted', undefined, gateway.provider);
    expect(accepted.body.items.map(({ id }) => id)).toEqual([ids[1]]);
    const wrong = await gateway.call('GET', 'tasks?status=finished&limit=0&cursor=x&colour=red', undefined, gateway.provider);
    expect(wrong.status).toBe(400);
    expect((wrong.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/colour',
      '/cursor',
      '/limit',
      '/status',
    ]);
  });

  it('are the provider’s alone: another’s answers 404, another role 403, no token 401', async () => {
    const id = await requested();
    const stranger = { kind: 'person', organisation: randomUUID(), roles: ['provider'] } as const;
    const worker = { kind: 'person', organisation: gateway.providerId, roles: ['link-worker'] } as const;
    for (const [method, path] of [
      ['GET', `tasks/${id}`],
      ['POST', `tasks/${id}/accept`],
    ] as const) {
      expect(await gateway.call(method, path, undefined, stranger)).toMatchObject({ status: 404, body: { code: 'TASK.NOT_FOUND' } });
      expect((await gateway.call(method, path, undefined, worker)).status).toBe(403);
      expect((await fetch(`${gateway.running.url}/api/provider-gateway/${path}`, { method })).status).toBe(401);
    }
    expect((await gateway.call('GET', 'tasks', undefined, stranger)).body.items).toEqual([]);
    expect((await gateway.call('GET', 'tasks/nonsense', undefined, gateway.provider)).status).toBe(404);
  });

  it('may be read and answered by a provider’s system as its scopes allow', async () => {
    const id = await requested();
    const system = (...scopes: string[]) =>
      ({ kind: 'system', clientId: 'charity-system', organisation: gateway.providerId, scopes }) as const;
    expect((await gateway.call('GET', `tasks/${id}`, undefined, system('system/Task.rus'))).status).toBe(200);
    expect((await gateway.call('GET', `tasks/${id}`, undefined, system('hub/provider-gateway.read'))).status).toBe(200);
    expect((await gateway.call('POST', `tasks/${id}/accept`, undefined, system('system/Task.rs'))).status).toBe(403);
    expect((await gateway.call('POST', `tasks/${id}/accept`, undefined, system('system/Task.rus'))).status).toBe(200);
  });

  it('show before acceptance only what is needed to decide, and every read is in the audit trail (part of GV-02)', async () => {
    const id = await requested({ consentToShare: false, person: { name: { given: ['Ada'], text: 'Ada' } } });
    const reader = { ...gateway.provider, sub: randomUUID() };
    const { body } = await gateway.call('GET', `tasks/${id}`, undefined, reader, { 'x-correlation-id': 'reading' });
    expect(body).toMatchObject({ status: 'requested', needs: ['loneliness'], consentToShare: false, person: { firstName: 'Ada' } });
    await gateway.call('POST', `tasks/${id}/decline`, { reason: 'no-capacity' }, reader);
    const trail = await sql.query<object[]>(
      'SELECT actor, organisation_id, action, entity FROM audit_entry WHERE entity_id = $1 ORDER BY id',
      [id],
    );
    const by = { actor: reader.sub, organisation_id: gateway.providerId, entity: 'task' };
    expect(trail).toEqual([
      { ...by, action: 'read' },
      { ...by, action: 'decline' },
    ]);
    expect((await gateway.call('GET', `tasks/${id}`, undefined, reader)).body).toMatchObject({
      status: 'rejected',
      businessStatus: 'no-capacity',
      person: null,
    });
  });

  it('refuse steps that are not possible, wrong bodies, and an answer to an older version; nothing is published then', async () => {
    const id = await requested();
    const post = (step: string, body?: object, headers = {}) =>
      gateway.call('POST', `tasks/${id}/${step}`, body, gateway.provider, headers);
    expect(await post('attended')).toMatchObject({ status: 409, body: { code: 'TASK.NOT_YET_ACCEPTED' } });
    expect(await post('decline', { reason: 'no time' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reason' }] } });
    expect(await post('decline')).toMatchObject({ status: 400 });
    expect(await post('accept', undefined, { 'if-match': 'W/"7"' })).toMatchObject({ status: 412, body: { code: 'VERSION.CONFLICT' } });
    expect(await post('accept', undefined, { 'if-match': 'seven' })).toMatchObject({ status: 400 });
    const accepted = await post('accept', undefined, { 'if-match': 'W/"1"' });
    expect(accepted.headers.get('etag')).toBe('W/"2"');
    expect(await post('accept')).toMatchObject({ status: 409, body: { code: 'TASK.ALREADY_ACCEPTED' } });
    expect(await post('attended', { at: new Date(Date.now() + 3_600_000).toISOString() })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/at', code: 'in-the-future' }] },
    });
    expect(await post('complete', { outcome: 'sustained' })).toMatchObject({ status: 409, body: { code: 'TASK.NEVER_ATTENDED' } });
    expect(await post('complete', { outcome: 'stopped' })).toMatchObject({
      status: 200,
      body: { status: 'failed', businessStatus: 'never-attended' },
    });
    const types = await eventually(() => {
      const told = gateway.others.published.filter(({ data }) => data.taskId === id).map(({ type }) => type);
      expect(told).toContain('task.completed.v1');
      return told;
    });
    expect(types).toEqual(['task.requested.v1', 'task.accepted.v1', 'task.completed.v1']);
  });

  it('are not made for a service that is not the provider’s: the connection is parked, visible, and others go on', async () => {
    const wrong = gateway.connection({ serviceId: randomUUID() });
    await gateway.others.publish(wrong);
    await requested();
    const [parked] = await eventually(async () => {
      const rows = await sql.query<object[]>(`SELECT topic, state, error_code FROM parked_subject WHERE subject = $1`, [wrong.referralId]);
      expect(rows).toHaveLength(1);
      return rows;
    });
    expect(parked).toMatchObject({ topic: TOPICS.case, state: 'dead', error_code: 'SERVICE.NOT_OF_PROVIDER' });
  });

  it('are read as FHIR by a provider’s system, the person named as far as it may know them', async () => {
    const system = {
      kind: 'system',
      clientId: 'charity-system',
      organisation: gateway.providerId,
      scopes: ['system/Task.rus', 'system/ServiceRequest.r'],
    } as const;
    const id = await requested();
    const before = await gateway.fhir(`Task/${id}`, system);
    expect(before.headers.get('content-type')).toContain('application/fhir+json');
    expect(before.headers.get('etag')).toBe('W/"1"');
    expect(before.body).toMatchObject({
      resourceType: 'Task',
      id,
      status: 'requested',
      for: { display: 'Ada' },
      owner: { reference: `Organization/${gateway.providerId}` },
    });
    await gateway.call('POST', `tasks/${id}/waitlist`, undefined, gateway.provider);
    const { body } = await gateway.fhir(`Task/${id}`, system);
    expect(body).toMatchObject({
      status: 'accepted',
      businessStatus: { coding: [{ code: 'waiting-list' }] },
      for: { display: 'Ada Okafor' },
    });
    const order = await gateway.fhir((body.focus as { reference: string }).reference, system);
    expect(order.body).toMatchObject({
      resourceType: 'ServiceRequest',
      intent: 'filler-order',
      status: 'active',
      reasonCode: [{ coding: [{ code: 'loneliness' }] }],
    });
    expect(order.body.basedOn).toBeUndefined();
    expect(await gateway.fhir(`Task/${id}`, { ...system, organisation: randomUUID() })).toMatchObject({
      ...{ status: 404, body: { resourceType: 'OperationOutcome', issue: [{ code: 'not-found' }] } },
    });
    expect((await gateway.fhir(`ServiceRequest/${id}`, { ...system, scopes: ['system/Task.rus'] })).status).toBe(403);
    expect((await gateway.fhir('metadata', system)).body).toMatchObject({
      resourceType: 'CapabilityStatement',
      rest: [{ resource: [{ type: 'Task' }, { type: 'ServiceRequest' }] }],
    });
    const trail = await sql.query<object[]>(
      `SELECT action FROM audit_entry WHERE entity_id = $1 AND actor = 'charity-system' AND outcome = 'done'`,
      [id],
    );
    expect(trail).toHaveLength(3);
  });

  it('are made once for a connection that is published twice', async () => {
    const connection = gateway.connection();
    await gateway.others.publish(connection);
    await gateway.others.publish(connection);
    await requested();
    await eventually(async () => {
      expect(await sql.query(`SELECT 1 FROM inbox WHERE outcome <> 'handled'`)).toHaveLength(1);
    });
    expect(await sql.query('SELECT 1 FROM task WHERE connection_id = $1', [connection.connectionId])).toHaveLength(1);
  });
});

describe('the directory', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  afterAll(async () => {
    await gateway.close();
  });

  it('publishes a service each time it changes, and when its provider is renamed', async () => {
    await gateway.call(
      'PATCH',
      `services/${gateway.serviceId}`,
      { status: 'temporarily closed', needs: ['loneliness', 'bereavement'] },
      gateway.provider,
    );
    await gateway.call('PATCH', `providers/${gateway.providerId}`, { name: 'Hillside Allotments' }, gateway.provider);
    const published = await eventually(() => {
      const found = gateway.others.of('service.published.v1').filter(({ subject }) => subject === gateway.serviceId);
      expect(found).toHaveLength(3);
      return found.map(({ data }) => data);
    });
    expect(published).toEqual([
      expect.objectContaining({ status: 'active', providerName: 'Riverside Allotments', needs: ['loneliness'] }),
      expect.objectContaining({ status: 'temporarily closed', needs: ['loneliness', 'bereavement'] }),
      expect.objectContaining({ providerName: 'Hillside Allotments', status: 'temporarily closed' }),
    ]);
    const { body } = await gateway.call('GET', `services?providerId=${gateway.providerId}`, undefined, {
      ...gateway.operator,
      roles: ['link-worker'],
    });
    expect(body.items).toEqual([expect.objectContaining({ id: gateway.serviceId, providerName: 'Hillside Allotments', version: 2 })]);
  });

  it('lets a provider change only what is its own, and only operators add providers', async () => {
    const stranger = { kind: 'person', organisation: randomUUID(), roles: ['provider', 'administrator'] } as const;
    expect((await gateway.call('POST', 'providers', { id: randomUUID(), name: 'x' }, stranger)).status).toBe(403);
    expect(await gateway.call('PATCH', `services/${gateway.serviceId}`, { name: 'Mine' }, stranger)).toMatchObject({
      status: 404,
      body: { code: 'SERVICE.NOT_FOUND' },
    });
    expect(await gateway.call('PATCH', `providers/${gateway.providerId}`, { name: 'Mine' }, stranger)).toMatchObject({
      status: 404,
      body: { code: 'PROVIDER.NOT_FOUND' },
    });
    expect((await gateway.call('POST', 'services', { providerId: gateway.providerId, name: 'x', needs: [] }, stranger)).status).toBe(404);
    const organisation = randomUUID();
    gateway.issuer.register({ id: organisation, kind: 'practice' });
    for (const [id, code] of [
      [organisation, 'ORGANISATION.BEYOND_KIND'],
      [randomUUID(), 'ORGANISATION.NOT_REGISTERED'],
    ]) {
      const refused = await gateway.call('POST', 'providers', { id, name: 'x' }, gateway.operator);
      expect(refused).toMatchObject({ status: 422, body: { code } });
    }
    expect((await gateway.call('GET', 'providers', undefined, stranger)).body.items).toEqual([]);
    expect((await gateway.call('GET', 'providers', undefined, gateway.operator)).body.items).toHaveLength(1);
    const again = await gateway.call('POST', 'providers', { id: gateway.providerId, name: 'Twice' }, gateway.operator);
    expect(again).toMatchObject({ status: 409, body: { code: 'PROVIDER.ALREADY_REGISTERED' } });
  });

  it("keeps an administrator to their own organisation: another's endpoints, services and deliveries do not exist for them", async () => {
    const administrator = { kind: 'person', organisation: randomUUID(), roles: ['administrator'] } as const;
    const url = 'https://example.org/hook';
    const endpoint = await gateway.call(
      'POST',
      'endpoints',
      { providerId: gateway.providerId, url: 'http://127.0.0.1:9/' },
      gateway.provider,
    );
    const { id } = endpoint.body;
    const tried = [
      gateway.call('POST', 'endpoints', { providerId: gateway.providerId, url }, administrator),
      gateway.call('PATCH', `endpoints/${String(id)}`, { url }, administrator),
      gateway.call('POST', `endpoints/${String(id)}/test`, {}, administrator),
      gateway.call('PATCH', `services/${gateway.serviceId}`, { name: 'Mine' }, administrator),
      gateway.call('PATCH', `providers/${gateway.providerId}`, { name: 'Mine' }, administrator),
      gateway.call('POST', 'services', { providerId: gateway.providerId, name: 'Mine', needs: ['loneliness'] }, administrator),
    ];
    expect((await Promise.all(tried)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    for (const list of ['endpoints', 'deliveries', 'providers']) {
      expect((await gateway.call('GET', list, undefined, administrator)).body.items).toEqual([]);
    }
  });

  it('tells every bad field at once', async () => {
    const answer = await gateway.call(
      'POST',
      'services',
      { providerId: 'x', needs: ['gold'], status: 'open', colour: 'red' },
      gateway.provider,
    );
    expect(answer.status).toBe(400);
    const pointers = (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect([...new Set(pointers)].sort()).toEqual(['/colour', '/name', '/needs', '/providerId', '/status']);
  });
});
