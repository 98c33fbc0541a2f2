import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { DatabaseClient } from '#libs/platform';
import { eventually, webhookReceiver, type ReceivedWebhook, type WebhookReceiver } from '#libs/testing';
import { Gateway, type RegisteredEndpoint } from './builders/gateway';

const DAY_MS = 86_400_000;

describe("a provider's webhook endpoint", () => {
  let gateway: Gateway;
  let charity: WebhookReceiver;
  let endpoint: RegisteredEndpoint;
  let database: DatabaseClient;

  beforeAll(async () => {
    gateway = await Gateway.start({ WEBHOOK_ENDPOINTS_PER_PROVIDER: '3', WEBHOOK_TESTS_PER_HOUR: '2' });
    database = new DatabaseClient(gateway.database.urls['provider-gateway']);
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await gateway.close();
  });

  // Each test meets a charity of its own.
  beforeEach(async () => {
    charity = await webhookReceiver();
    await gateway.registerProvider('A charity');
    gateway.serviceId = String((await gateway.offer()).body.id);
    endpoint = await gateway.endpoint(charity.url);
  });
  afterEach(async () => {
    charity.release();
    await charity.close();
  });

  /** The webhook by which the charity hears of a new connection. */
  async function told(): Promise<ReceivedWebhook> {
    const id = await gateway.others.publish(gateway.connection());
    return eventually(() => charity.accepted.find((webhook) => webhook.id === id) ?? Promise.reject(new Error('not yet')));
  }

  const signedBy = ({ body, headers }: ReceivedWebhook, secret: string): boolean => {
    try {
      new Webhook(secret).verify(body, { ...headers });
      return true;
    } catch {
      return false;
    }
  };
  const signatures = ({ headers }: ReceivedWebhook): number => (headers['webhook-signature'] ?? '').split(' ').length;
  const rotate = (facts?: object) => gateway.call('POST', `endpoints/${endpoint.id}/rotate-secret`, facts, gateway.provider);
  const listed = async () => (await gateway.call('GET', 'endpoints', undefined, gateway.provider)).body.items;
  const stranger = () => ({ kind: 'person', organisation: randomUUID(), roles: ['provider'] }) as const;

  it('signs by the old and the new secret until the overlap ends, and then by the new one alone', async () => {
    expect(signatures(await told())).toBe(1);
    const until = new Date(Date.now() + DAY_MS).toISOString();
    const { status, body } = await rotate({ previousUntil: until });
    expect([status, body.previousSecretUntil]).toEqual([200, until]);
    const secret = String(body.secret);
    expect(secret).toMatch(/^whsec_/);
    expect(secret).not.toBe(endpoint.secret);
    const during = await told();
    expect([signatures(during), signedBy(during, endpoint.secret), signedBy(during, secret)]).toEqual([2, true, true]);
    expect(await listed()).toEqual([expect.objectContaining({ id: endpoint.id, previousSecretUntil: until })]);

    // The end is a time that has come, by the clock of PostgreSQL.
    await database.query(`UPDATE endpoint SET previous_until = clock_timestamp() WHERE id = $1`, [endpoint.id]);
    const after = await told();
    expect([signatures(after), signedBy(after, endpoint.secret), signedBy(after, secret)]).toEqual([1, false, true]);
    expect((await listed())[0]?.previousSecretUntil).toBeNull();
  });

  it('overlaps for a day unless told otherwise, not at all where the end has passed, and never for longer than 30 days', async () => {
    const usual = await rotate();
    const overlap = Date.parse(String(usual.body.previousSecretUntil)) - Date.now();
    expect([usual.status, Math.round(overlap / 3_600_000)]).toEqual([200, 24]);
    const leaked = await rotate({ previousUntil: '2026-01-01T00:00:00Z' });
    expect([leaked.status, leaked.body.previousSecretUntil]).toEqual([200, null]);
    const webhook = await told();
    expect([signatures(webhook), signedBy(webhook, String(leaked.body.secret))]).toEqual([1, true]);
    const tooLong = await rotate({ previousUntil: new Date(Date.now() + 31 * DAY_MS).toISOString() });
    expect(tooLong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/previousUntil' }] } });
    expect((await rotate({ previousUntil: 'soon' })).status).toBe(400);
  });

  it('is disabled, enabled, and deleted with its address and secrets; what was due to it is skipped and stays listed', async () => {
    const change = (status: string) => gateway.call('PATCH', `endpoints/${endpoint.id}`, { status }, gateway.provider);
    expect((await change('disabled')).body).toMatchObject({ status: 'disabled', disabledReason: 'asked' });
    const id = await gateway.others.publish(gateway.connection());
    await eventually(async () => {
      const { items } = (await gateway.call('GET', 'deliveries?status=pending', undefined, gateway.provider)).body;
      expect(items.map(({ eventId }) => eventId)).toContain(id);
    });
    expect(charity.received).toEqual([]);
    expect((await change('active')).status).toBe(200);
    await eventually(() => expect(charity.accepted.map((webhook) => webhook.id)).toEqual([id]));

    await change('disabled');
    const due = await gateway.others.publish(gateway.connection());
    await eventually(async () =>
      expect((await gateway.call('GET', 'deliveries?status=pending', undefined, gateway.provider)).body.items).toHaveLength(1),
    );
    expect((await gateway.call('DELETE', `endpoints/${endpoint.id}`, undefined, gateway.provider)).status).toBe(204);
    expect(await listed()).toEqual([]);
    const { items } = (await gateway.call('GET', 'deliveries?status=skipped', undefined, gateway.provider)).body;
    expect(items).toEqual([expect.objectContaining({ eventId: due, reason: 'endpoint-deleted' })]);
    const { rows } = await database.query(`SELECT url, sealed_secret, previous_sealed_secret FROM endpoint WHERE id = $1`, [endpoint.id]);
    expect(rows).toEqual([{ url: '', sealed_secret: '', previous_sealed_secret: null }]);
    for (const [method, path, body] of [
      ['PATCH', '', { status: 'active' }],
      ['POST', '/rotate-secret', {}],
      ['POST', '/test', undefined],
      ['DELETE', '', undefined],
    ] as const)
      expect((await gateway.call(method, `endpoints/${endpoint.id}${path}`, body, gateway.provider)).status).toBe(404);
    // Later connections become tasks, of which this endpoint is not told.
    const later = gateway.connection();
    await gateway.others.publish(later);
    await eventually(() => expect(gateway.others.of('task.requested.v1').map(({ subject }) => subject)).toContain(later.referralId));
    expect((await gateway.call('GET', 'deliveries', undefined, gateway.provider)).body.items).toHaveLength(2);
  });

  it('is deleted while a webhook is on its way, whose late end changes nothing', async () => {
    charity.hang();
    const id = await gateway.others.publish(gateway.connection());
    await eventually(() => expect(charity.received).toHaveLength(1));
    expect((await gateway.call('DELETE', `endpoints/${endpoint.id}`, undefined, gateway.provider)).status).toBe(204);
    charity.answer({ status: 500 }, 1);
    charity.release();
    await eventually(() => expect(charity.received.map(({ answered }) => answered)).toEqual([500]));
    const { items } = (await gateway.call('GET', 'deliveries', undefined, gateway.provider)).body;
    expect(items).toEqual([expect.objectContaining({ eventId: id, status: 'skipped', reason: 'endpoint-deleted' })]);
  });

  it('cannot be rotated or deleted by another provider, and each such act is in the audit trail', async () => {
    for (const [method, path] of [
      ['POST', '/rotate-secret'],
      ['DELETE', ''],
    ] as const)
      expect(await gateway.call(method, `endpoints/${endpoint.id}${path}`, undefined, stranger())).toMatchObject({ status: 404 });
    await rotate();
    await gateway.call('DELETE', `endpoints/${endpoint.id}`, undefined, gateway.provider);
    const { rows } = await database.query<{ action: string }>(
      `SELECT action FROM audit_entry WHERE entity_id = $1 AND outcome = 'done' ORDER BY id`,
      [endpoint.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['create', 'rotate-secret', 'delete']);
  });

  it('is one of as many as a provider may have; a deleted one makes room', async () => {
    await gateway.endpoint(`${charity.url}/2`);
    await gateway.endpoint(`${charity.url}/3`);
    const fourth = { providerId: gateway.providerId, url: `${charity.url}/4` };
    const all = await Promise.all([1, 2, 3].map(() => gateway.call('POST', 'endpoints', fourth, gateway.provider)));
    expect(all.map(({ status, body }) => [status, body.code])).toEqual(all.map(() => [422, 'ENDPOINT.TOO_MANY']));
    await gateway.call('DELETE', `endpoints/${endpoint.id}`, undefined, gateway.provider);
    expect((await gateway.call('POST', 'endpoints', fourth, gateway.provider)).status).toBe(201);
  });

  it('is tried once by a test, which is not repeated when it fails', async () => {
    charity.answer({ status: 500 }, 1);
    const { body } = await gateway.call('POST', `endpoints/${endpoint.id}/test`, undefined, gateway.provider);
    await eventually(async () =>
      expect((await gateway.call('GET', `deliveries/${String(body.deliveryId)}`, undefined, gateway.provider)).body).toMatchObject({
        status: 'failed',
        reason: 'http-500',
        attempts: 1,
      }),
    );
    // It stands in no referral's way.
    await told();
    expect(charity.received.filter(({ json }) => json.type === 'endpoint.test')).toHaveLength(1);
  });

  it('is tested as often as a provider may in an hour, and then 429 says when again', async () => {
    const test = () => gateway.call('POST', `endpoints/${endpoint.id}/test`, undefined, gateway.provider);
    const all = await Promise.all([test(), test(), test(), test()]);
    expect(all.map(({ status }) => status).sort()).toEqual([202, 202, 429, 429]);
    const refused = all.find(({ status }) => status === 429);
    expect(refused?.body.code).toBe('ENDPOINT.TOO_MANY_TESTS');
    const seconds = Number(refused?.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(3500);
    expect(seconds).toBeLessThanOrEqual(3600);
  });
});
