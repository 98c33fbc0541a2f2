import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DatabaseClient } from '#libs/platform';
import { eventually, webhookReceiver, type WebhookReceiver } from '#libs/testing';
import { Gateway } from './builders/gateway';

const SILENT = 200;
const ROUNDS = 3;
const SAMPLES = 15;
/** How exactly a time can be taken: timers and the shared machine. */
const GRAIN_MS = 10;

/** Takes connections and answers nothing, or a status and then one byte of the body now and then. */
async function silentServer(drips: boolean, sockets: Set<Socket>): Promise<Server> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (!drips) return void socket.resume();
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

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

describe('webhooks to one provider', () => {
  let gateway: Gateway;
  let database: DatabaseClient;
  let charity: WebhookReceiver;
  const sockets = new Set<Socket>();
  const servers: Server[] = [];

  beforeAll(async () => {
    gateway = await Gateway.start({ WEBHOOK_ENDPOINTS_PER_PROVIDER: String(SILENT), WEBHOOK_TIMEOUT: '3s' });
    database = new DatabaseClient(gateway.database.urls['provider-gateway']);
    await database.connect();
    charity = await webhookReceiver();
    await gateway.endpoint(charity.url);
  });
  afterAll(async () => {
    await gateway.stopProcess();
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
    await database.end();
    await charity.close();
    await gateway.close();
  });

  /** Another provider, all of whose endpoints are such servers, and to each of which so many referrals are due. */
  async function troubleFrom(endpoints: number, referrals: number, drips: boolean): Promise<string> {
    const healthy = { providerId: gateway.providerId, serviceId: gateway.serviceId };
    await gateway.registerProvider('A charity whose servers are silent');
    const { providerId } = gateway;
    gateway.serviceId = String((await gateway.offer()).body.id);
    for (let made = 0; made < endpoints; made += 1) {
      const server = await silentServer(drips, sockets);
      servers.push(server);
      const { id } = await gateway.endpoint(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
      await gateway.call('PATCH', `endpoints/${id}`, { status: 'disabled' }, gateway.provider);
    }
    for (let asked = 0; asked < referrals; asked += 1) await gateway.others.publish(gateway.connection());
    await eventually(
      async () => {
        const { rows } = await database.query(
          `SELECT count(*)::int AS due FROM delivery_lane l JOIN endpoint e ON e.id = l.endpoint_id
           WHERE e.provider_id = $1 AND l.open_count > 0`,
          [providerId],
        );
        expect(rows).toEqual([{ due: endpoints * referrals }]);
      },
      { timeoutMs: 60_000 },
    );
    Object.assign(gateway, healthy);
    return providerId;
  }

  async function leasedBy(providerId: string): Promise<number> {
    const { rows } = await database.query<{ leased: number }>(
      `SELECT count(*)::int AS leased FROM delivery_lane l JOIN endpoint e ON e.id = l.endpoint_id
        WHERE e.provider_id = $1 AND l.lease_until IS NOT NULL`,
      [providerId],
    );
    return rows[0]?.leased ?? 0;
  }

  const setStatus = (providerId: string, status: 'active' | 'disabled') =>
    database.query(`UPDATE endpoint SET status = $2 WHERE provider_id = $1`, [providerId, status]);

  /** Milliseconds from the event until the healthy charity has its webhook. */
  async function timeToCharity(): Promise<number> {
    const started = performance.now();
    const id = await gateway.others.publish(gateway.connection());
    await eventually(() => expect(charity.accepted.some((webhook) => webhook.id === id)).toBe(true), { timeoutMs: 30_000, everyMs: 1 });
    return performance.now() - started;
  }

  it(`arrive as fast while ${String(SILENT)} endpoints of another are silent as while none is`, async () => {
    const other = await troubleFrom(SILENT, 2, false);
    const alone: number[] = [];
    const beside: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await eventually(async () => expect(await leasedBy(other)).toBe(0), { timeoutMs: 30_000 });
      for (let sample = 0; sample < SAMPLES; sample += 1) alone.push(await timeToCharity());
      await setStatus(other, 'active');
      await eventually(async () => expect(await leasedBy(other)).toBeGreaterThanOrEqual(16), { timeoutMs: 30_000 });
      for (let sample = 0; sample < SAMPLES; sample += 1) beside.push(await timeToCharity());
      // They were under way all the time, and held no more than their share of the 128 slots.
      await eventually(async () => expect(await leasedBy(other)).toBe(16));
      await setStatus(other, 'disabled');
    }
    process.stdout.write(`alone ${median(alone).toFixed(0)} ms, beside ${median(beside).toFixed(0)} ms\n`);
    expect(median(beside)).toBeLessThanOrEqual(1.1 * median(alone) + GRAIN_MS);
  }, 240_000);

  it('are settled at the status of the answer: an endpoint that drips its body holds no slot', async () => {
    const other = await troubleFrom(1, 12, true);
    await setStatus(other, 'active');
    // A cap of 4 and 3 s of patience would take 9 s for the twelve if each held its slot until its body ended.
    await eventually(
      async () => {
        const { rows } = await database.query(
          `SELECT count(*)::int AS delivered, max(duration_ms) < 3000 AS quick FROM delivery d
         JOIN endpoint e ON e.id = d.endpoint_id JOIN delivery_attempt a ON a.delivery_id = d.id WHERE e.provider_id = $1 AND state = 'delivered'`,
          [other],
        );
        expect(rows).toEqual([{ delivered: 12, quick: true }]);
      },
      { timeoutMs: 30_000 },
    );
    // And the connections are given up.
    await eventually(() => expect(sockets.size).toBe(0), { timeoutMs: 30_000 });
  }, 120_000);
});
