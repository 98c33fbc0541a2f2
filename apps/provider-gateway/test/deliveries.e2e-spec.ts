import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { eventually, webhookReceiver, type ReceivedWebhook, type WebhookReceiver } from '#libs/testing';
import { Gateway, progressed } from './builders/gateway';

describe('deliveries', () => {
  let gateway: Gateway;
  let sql: DataSource;
  let charity: WebhookReceiver;
  let endpointId: string;
  const others: WebhookReceiver[] = [];

  beforeAll(async () => {
    gateway = await Gateway.start();
    sql = await new DataSource({ type: 'postgres', url: gateway.database.urls['provider-gateway'] }).initialize();
  });

  afterAll(async () => {
    await sql.destroy();
    await gateway.close();
  });

  // Each test meets a charity of its own.
  beforeEach(async () => {
    charity = await webhookReceiver();
    others.push(charity);
    await gateway.registerProvider('A charity');
    gateway.serviceId = String((await gateway.offer()).body.id);
    const endpoint = await gateway.endpoint(charity.url);
    endpointId = endpoint.id;
    charity.trust(endpoint.secret);
  });

  afterEach(async () => {
    for (const receiver of others.splice(0)) {
      receiver.release();
      await receiver.close();
    }
  });

  /** Asks for connections of one referral, one after the other; the ids by which the charity will be told. */
  async function ask(count = 1, referralId: string = randomUUID()): Promise<string[]> {
    const ids: string[] = [];
    for (let i = 0; i < count; i += 1) ids.push(await gateway.others.publish(gateway.connection({ referralId })));
    return ids;
  }

  function arrived(ids: readonly string[], where = charity): Promise<ReceivedWebhook[]> {
    return eventually(() => {
      const found = where.accepted.filter(({ id }) => ids.includes(id));
      expect(found).toHaveLength(ids.length);
      return found;
    });
  }

  const listed = async (query: string) => (await gateway.call('GET', `deliveries?${query}`, undefined, gateway.provider)).body.items;

  function shown(query: string, count: number): Promise<Record<string, unknown>[]> {
    return eventually(async () => {
      const items = await listed(query);
      expect(items).toHaveLength(count);
      return items;
    });
  }

  it('keep the order of a referral while its first one fails, and let other referrals pass', async () => {
    const referral = randomUUID();
    const first = await gateway.others.publish(gateway.connection({ referralId: referral }));
    charity.answer({ status: 500 }, 3, ({ id }) => id === first);
    const later = await ask(3, referral);
    const [other] = await ask();
    await arrived([first, ...later, other ?? '']);

    const own = charity.accepted.filter(({ id }) => id !== other);
    expect(own.map(({ id }) => id)).toEqual([first, ...later]);
    expect(own.map(({ json }) => json.data.sequence)).toEqual([1, 2, 3, 4]);
    const attempts = charity.received.filter(({ id }) => id === first);
    expect(attempts.map(({ answered }) => answered)).toEqual([500, 500, 500, 204]);
    expect(new Set(attempts.map(({ body }) => body)).size).toBe(1);
    expect(charity.received.every(({ verified }) => verified)).toBe(true);
    expect(charity.accepted.findIndex(({ id }) => id === other)).toBeLessThan(4);
    const notified = await eventually(
      () => gateway.others.of('task.notified.v1').find(({ data }) => data.attempts === 4) ?? Promise.reject(new Error('not yet')),
    );
    expect(notified.subject).toBe(referral);
  });

  it('never have two of a referral under way at once, nor more to an endpoint than its cap', async () => {
    let most = 0;
    charity.hang(() => {
      most = Math.max(most, charity.received.filter(({ answered }) => answered === undefined).length);
      return true;
    });
    const referral = randomUUID();
    const ids = [...(await ask(2, referral))];
    // Referrals are handled side by side: the others come once this one is on its way.
    await eventually(() => {
      expect(charity.received).toHaveLength(1);
    });
    for (let i = 0; i < 6; i += 1) ids.push(...(await ask()));
    await eventually(() => {
      expect(charity.received).toHaveLength(4);
    });
    await sleep(300);
    expect(charity.received).toHaveLength(4);
    expect(charity.received.filter(({ id }) => ids.slice(0, 2).includes(id))).toHaveLength(1);
    expect(await listed('status=delivering')).toHaveLength(4);
    charity.release();
    await arrived(ids);
    expect(most).toBe(4);
  });

  it('reach a healthy endpoint while another hangs or is down', async () => {
    const healthy = await webhookReceiver();
    others.push(healthy);
    charity.hang();
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) ids.push(...(await ask()));
    await eventually(() => {
      expect(charity.received).toHaveLength(4);
    });
    const sick = { providerId: gateway.providerId, serviceId: gateway.serviceId };
    await gateway.registerProvider('A healthy charity');
    gateway.serviceId = String((await gateway.offer()).body.id);
    await gateway.endpoint(healthy.url);
    await arrived(await ask(), healthy);
    expect(charity.received.filter(({ answered }) => answered !== undefined)).toEqual([]);

    await charity.goDown();
    await arrived(await ask(), healthy);
    Object.assign(gateway, sick);
    await eventually(async () => {
      expect((await listed('status=waiting'))[0]?.reason).toMatch(/connection-failed|timeout/);
    });
    charity.release();
    await charity.comeBack();
    await arrived(ids);
  });

  it('wait for an endpoint that is gone (410) until it is activated, and vanish not', async () => {
    charity.answer({ status: 410 }, 1);
    const referral = randomUUID();
    const [first] = await ask(1, referral);
    await eventually(async () => {
      const { items } = (await gateway.call('GET', 'endpoints', undefined, gateway.provider)).body;
      expect(items).toEqual([expect.objectContaining({ id: endpointId, status: 'disabled', disabledReason: 'gone' })]);
    });
    const [second] = await ask(1, referral);
    await shown('status=pending', 1);
    expect(await listed('status=waiting')).toEqual([expect.objectContaining({ eventId: first, reason: 'endpoint-gone' })]);
    await sleep(200);
    expect(charity.received).toHaveLength(1);

    await gateway.call('PATCH', `endpoints/${endpointId}`, { status: 'active' }, gateway.provider);
    await arrived([first ?? '', second ?? '']);
    expect(charity.accepted.map(({ id }) => id)).toEqual([first, second]);
  });

  it('leave an endpoint alone for as long as it asks (429), all referrals of it', async () => {
    charity.answer({ status: 429, headers: { 'retry-after': '1' } }, 1);
    const [first = ''] = await ask();
    await shown('status=waiting', 1);
    const [second = ''] = await ask();
    await arrived([first, second]);
    expect(charity.received[1]?.at).toBeGreaterThanOrEqual((charity.received[0]?.at ?? 0) + 950);
  });

  it('are passed over when their attempts have ended, keep their number, and can be sent again', async () => {
    await gateway.stopProcess();
    await gateway.startProcess({ WEBHOOK_RETRY_SCHEDULE: '50ms,50ms' });
    charity.answer({ status: 500, body: Buffer.alloc(1_000_000) }, 3);
    const [first = '', second = ''] = await ask(2);
    await arrived([second]);
    expect(charity.accepted[0]?.json.data.sequence).toBe(2);
    const [failed] = await shown('status=failed', 1);
    expect(failed).toMatchObject({ eventId: first, sequence: 1, attempts: 3, reason: 'http-500' });
    const { body } = await gateway.call('GET', `deliveries/${String(failed?.id)}`, undefined, gateway.operator);
    expect(body.tries).toEqual([1, 2, 3].map((number) => expect.objectContaining({ number, status: 500 }) as object));

    expect((await gateway.call('POST', `deliveries/${String(failed?.id)}/replay`, undefined, gateway.operator)).status).toBe(202);
    await arrived([first, second]);
    expect(charity.accepted.find(({ id }) => id === first)?.json.data.sequence).toBe(1);
    await gateway.stopProcess();
    await gateway.startProcess();
  });

  it('go out again with the same webhook-id when their worker was lost, and its late end changes nothing', async () => {
    await gateway.stopProcess();
    await gateway.startProcess({ WEBHOOK_LEASE: '500ms', WEBHOOK_TIMEOUT: '10s' });
    charity.hang();
    const [id = ''] = await ask();
    await eventually(() => {
      expect(charity.received.length).toBeGreaterThanOrEqual(2);
    });
    expect(new Set(charity.received.map((webhook) => webhook.id))).toEqual(new Set([id]));
    charity.release();
    await arrived([id]);
    await shown('status=delivered', 1);
    const [task] = await sql.query<{ referral_id: string }[]>('SELECT referral_id FROM delivery WHERE event_id = $1', [id]);
    await sleep(300);
    expect(gateway.others.of('task.notified.v1').filter(({ subject }) => subject === task?.referral_id)).toHaveLength(1);
    await gateway.stopProcess();
    await gateway.startProcess();
  });

  it('stay as they arrived when a lost worker ends late, and the next of the referral is not disturbed', async () => {
    await gateway.stopProcess();
    await gateway.startProcess({ WEBHOOK_LEASE: '500ms', WEBHOOK_TIMEOUT: '10s' });
    const referral = randomUUID();
    // Only the first attempt hangs, and ends with a failure after the second has arrived.
    charity.hang(() => charity.received.length === 1);
    charity.answer({ status: 500 }, 1, (webhook) => webhook === charity.received[0]);
    const [first = '', second = ''] = await ask(2, referral);
    await arrived([first, second]);
    await shown('status=delivered', 2);
    expect(charity.received.map(({ id }) => id)).toEqual([first, first, second]);
    charity.release();
    await eventually(() => {
      expect(charity.received[0]?.answered).toBe(500);
    });
    await arrived(await ask(1, referral));
    expect(charity.received.map(({ id }) => id).slice(0, 3)).toEqual([first, first, second]);
    expect(charity.received).toHaveLength(4);
    await shown('status=delivered', 3);
    const delivered = (await listed('status=delivered')).find(({ eventId }) => eventId === first);
    const { body } = await gateway.call('GET', `deliveries/${String(delivered?.id)}`, undefined, gateway.operator);
    expect(body.tries).toEqual([expect.objectContaining({ status: 204 })]);
    await gateway.stopProcess();
    await gateway.startProcess();
  });

  it('are told of once, however often an operator has them sent again', async () => {
    const referralId = randomUUID();
    const [id = ''] = await ask(1, referralId);
    await arrived([id]);
    const [delivered] = await shown('status=delivered', 1);
    const again = await gateway.call('POST', `deliveries/${String(delivered?.id)}/replay`, undefined, gateway.operator);
    expect(again.status).toBe(202);
    await eventually(() => {
      expect(charity.received.map((webhook) => webhook.id)).toEqual([id, id]);
    });
    // News of a referral is in its order: what follows comes after whatever the replay said.
    const [later = ''] = await ask(1, referralId);
    await arrived([later]);
    const told = await eventually(() => {
      const ofReferral = gateway.others.of('task.notified.v1').filter(({ subject }) => subject === referralId);
      expect(new Set(ofReferral.map(({ data }) => data.taskId)).size).toBe(2);
      return ofReferral;
    });
    expect(told).toHaveLength(2);
  });

  it('are found and sent by the next process when this one ended before them', async () => {
    charity.answer({ status: 503 }, 1);
    const [id = ''] = await ask();
    await shown('status=waiting', 1);
    await gateway.stopProcess();
    const before = charity.accepted.length;
    await gateway.startProcess();
    await arrived([id]);
    expect(charity.accepted.length).toBeGreaterThanOrEqual(before);
  });

  it('of a connection that was taken back are superseded by its cancellation; the rest of the referral follows', async () => {
    await charity.goDown();
    const referralId = randomUUID();
    const connection = gateway.connection({ referralId });
    const asked = await gateway.others.publish(connection);
    await shown('status=waiting', 1);
    const [later = ''] = await ask(1, referralId);
    const cancelled = await gateway.others.publish(progressed(connection, 'withdrawn'));
    await shown('status=skipped', 1);
    await charity.comeBack();
    await arrived([later, cancelled]);

    expect(charity.received.map(({ id }) => id)).toEqual([later, cancelled]);
    expect(charity.accepted.map(({ json }) => [json.type, json.data.sequence])).toEqual([
      ['connection.requested', 2],
      ['connection.cancelled', 3],
    ]);
    expect(await listed('status=skipped')).toEqual([expect.objectContaining({ eventId: asked, reason: 'superseded', sequence: 1 })]);
    const taskId = String(charity.accepted[1]?.json.data.taskId);
    expect((await gateway.call('GET', `tasks/${taskId}`, undefined, gateway.provider)).body).toMatchObject({
      status: 'cancelled',
      businessStatus: 'withdrawn',
      person: null,
    });
    await gateway.others.publish(progressed(connection, 'withdrawn'));
  });

  it('of a connection that was taken back while one was on its way are skipped only if that one fails', async () => {
    charity.hang();
    const connection = gateway.connection();
    const asked = await gateway.others.publish(connection);
    await eventually(() => {
      expect(charity.received).toHaveLength(1);
    });
    const cancelled = await gateway.others.publish(progressed(connection, 'withdrawn'));
    await eventually(async () => {
      expect(await listed('limit=5')).toHaveLength(2);
    });
    charity.answer({ status: 500 }, 1);
    charity.release();
    await arrived([cancelled]);
    expect(charity.received.map(({ id }) => id)).toEqual([asked, cancelled]);
    expect(await shown('status=skipped', 1)).toEqual([expect.objectContaining({ eventId: asked, reason: 'superseded', attempts: 1 })]);
  });

  it('let a provider try its endpoint, and another provider not', async () => {
    const stranger = { kind: 'person', organisation: randomUUID(), roles: ['provider'] } as const;
    expect(await gateway.call('POST', `endpoints/${endpointId}/test`, undefined, stranger)).toMatchObject({
      status: 404,
      body: { code: 'ENDPOINT.NOT_FOUND' },
    });
    const { body } = await gateway.call('POST', `endpoints/${endpointId}/test`, undefined, gateway.provider);
    const [webhook] = await eventually(() => {
      expect(charity.accepted).toHaveLength(1);
      return charity.accepted;
    });
    expect(webhook).toMatchObject({ verified: true, json: { type: 'endpoint.test', data: { sequence: 1 } } });
    expect((await gateway.call('GET', `deliveries/${String(body.deliveryId)}`, undefined, stranger)).status).toBe(404);
    expect((await gateway.call('GET', 'deliveries', undefined, stranger)).body.items).toEqual([]);
  });

  it('are signed with a secret that stands nowhere in the database', async () => {
    const { secret } = await gateway.endpoint(`${charity.url}/second`);
    const [row] = await sql.query<{ found: string }[]>('SELECT string_agg(endpoint::text, $1) AS found FROM endpoint', ['\n']);
    expect(row?.found).not.toContain(secret.replace('whsec_', ''));
    expect(row?.found).not.toContain('whsec_');
  });

  it.each([
    ['http://charity.example/hook', 'not-https'],
    ['https://10.1.2.3/hook', 'not-public'],
    ['https://169.254.169.254/latest', 'not-public'],
    ['http://8.8.8.8/hook', 'not-https'],
    ['https://user:pass@charity.example/', 'has-credentials'],
    ['ftp://charity.example/', 'not-https'],
    ['charity', 'not-https'],
  ])('cannot be sent to %s', async (url, code) => {
    const answer = await gateway.call('POST', 'endpoints', { providerId: gateway.providerId, url }, gateway.provider);
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/url', code: code }] },
    });
  });
});
