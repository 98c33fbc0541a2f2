import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DatabaseClient } from '#libs/platform';
import { eventually, webhookReceiver, type WebhookReceiver } from '#libs/testing';
import { Gateway } from './builders/gateway';

/** Deliveries under way at once in the process, and the part of them that one provider may hold. */
const SLOTS = 16;
const SHARE = 2;
/** More than there are slots: without a share of their own they would take them all. */
const SILENT = 20;

describe('webhooks to one provider', () => {
  let gateway: Gateway;
  let database: DatabaseClient;
  let charity: WebhookReceiver;
  let silent: WebhookReceiver;

  beforeAll(async () => {
    // Nobody's patience ends within the spec, so a slot that an endpoint holds stays held.
    gateway = await Gateway.start({ WEBHOOK_CONCURRENCY: String(SLOTS), WEBHOOK_TIMEOUT: '90s', WEBHOOK_LEASE: '120s' });
    database = new DatabaseClient(gateway.database.urls['provider-gateway']);
    await database.connect();
    [charity, silent] = await Promise.all([webhookReceiver(), webhookReceiver()]);
    await gateway.endpoint(charity.url);
  });
  afterAll(async () => {
    // First, or the gateway would wait for its answers.
    await silent.close();
    await database.end();
    await gateway.close();
    await charity.close();
  });

  /** Another provider with these endpoints, to each of which so many referrals are due. */
  async function troubleFrom(urls: readonly string[], referrals: number): Promise<string> {
    const healthy = { providerId: gateway.providerId, serviceId: gateway.serviceId };
    await gateway.registerProvider('A charity whose servers are in trouble');
    const { providerId } = gateway;
    gateway.serviceId = String((await gateway.offer()).body.id);
    for (const url of urls) await gateway.endpoint(url);
    for (let asked = 0; asked < referrals; asked += 1) await gateway.others.publish(gateway.connection());
    Object.assign(gateway, healthy);
    return providerId;
  }

  async function lanesOf(providerId: string): Promise<object> {
    const { rows } = await database.query<object>(
      `SELECT count(*)::int AS open, count(l.lease_until)::int AS leased FROM delivery_lane l JOIN endpoint e ON e.id = l.endpoint_id
        WHERE e.provider_id = $1 AND l.open_count > 0`,
      [providerId],
    );
    return rows[0] ?? {};
  }

  it(`go out while ${String(SILENT)} endpoints of another are silent: those hold their share of the slots and no more`, async () => {
    silent.hang();
    const other = await troubleFrom(
      Array.from({ length: SILENT }, (_, place) => `${silent.url}/${String(place)}`),
      1,
    );
    await eventually(async () => expect(await lanesOf(other)).toEqual({ open: SILENT, leased: SHARE }));
    await eventually(() => expect(silent.received).toHaveLength(SHARE));

    const ids = await Promise.all(Array.from({ length: SLOTS }, () => gateway.others.publish(gateway.connection())));
    await eventually(() => expect(charity.accepted.map(({ id }) => id)).toEqual(expect.arrayContaining(ids)));

    // All the while the same requests were open, and no other was begun.
    expect(silent.received.map(({ answered }) => answered)).toEqual(Array.from({ length: SHARE }, () => undefined));
    expect(await lanesOf(other)).toEqual({ open: SILENT, leased: SHARE });

    silent.release();
    await eventually(() => expect(silent.accepted).toHaveLength(SILENT));
  });

  it('are settled at the status of the answer: an endpoint whose answer never ends holds no slot', async () => {
    const sockets = new Set<Socket>();
    const server = await endlessAnswers(sockets);
    const other = await troubleFrom([`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`], 12);

    await eventually(async () => {
      const { rows } = await database.query(
        `SELECT count(*)::int AS delivered FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id WHERE e.provider_id = $1 AND state = 'delivered'`,
        [other],
      );
      expect(rows).toEqual([{ delivered: 12 }]);
    });
    // And the connections are given up.
    await eventually(() => expect(sockets.size).toBe(0));
    server.close();
  });
});

/** A server that answers 200 and then sends one byte of a long body now and then. */
async function endlessAnswers(sockets: Set<Socket>): Promise<Server> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', () => {
      if (socket.bytesWritten > 0) return;
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write('.'), 100);
      socket.on('close', () => clearInterval(drip));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
