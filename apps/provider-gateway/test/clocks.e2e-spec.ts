import { randomUUID } from 'node:crypto';
import { Clock, DatabaseClient } from '#libs/platform';
import { eventually, webhookReceiver, type WebhookReceiver } from '#libs/testing';
import { Gateway } from './builders/gateway';

const MINUTE_MS = 60_000;
const RealDate = Date;

/** This process's clock, and so the hub's, differs from PostgreSQL's by so many minutes. */
function shiftClock(minutes: number): void {
  const now = (): number => RealDate.now() + minutes * MINUTE_MS;
  class ShiftedDate extends RealDate {
    constructor(...parts: unknown[]) {
      super(...((parts.length === 0 ? [now()] : parts) as [number]));
    }

    static override now(): number {
      return now();
    }
  }
  globalThis.Date = ShiftedDate as DateConstructor;
}

describe.each([10, -10])('a hub whose clock is %i minutes ahead of the clock of PostgreSQL', (minutes) => {
  let gateway: Gateway;
  let database: DatabaseClient;
  let charity: WebhookReceiver;
  let endpointId: string;

  beforeAll(async () => {
    shiftClock(minutes);
    gateway = await Gateway.start({ WEBHOOK_TESTS_PER_HOUR: '1' });
    database = new DatabaseClient(gateway.database.urls['provider-gateway']);
    await database.connect();
    charity = await webhookReceiver();
    endpointId = (await gateway.endpoint(charity.url)).id;
  });
  afterAll(async () => {
    globalThis.Date = RealDate;
    await database.end();
    await charity.close();
    await gateway.close();
  });

  const told = async (): Promise<void> => {
    const id = await gateway.others.publish(gateway.connection({ referralId: randomUUID() }));
    await eventually(() => expect(charity.accepted.map((webhook) => webhook.id)).toContain(id));
  };
  const shown = async () => (await gateway.call('GET', 'endpoints', undefined, gateway.provider)).body.items[0];

  it('goes by the clock of PostgreSQL', async () => {
    const { rows } = await database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const there = rows[0]?.now.getTime() ?? 0;
    expect(Math.abs(Date.now() - there)).toBeGreaterThan(9 * MINUTE_MS);
    expect(Math.abs(gateway.running.app.get(Clock).now().getTime() - there)).toBeLessThan(MINUTE_MS);
  });

  it('sends webhooks at once to an endpoint that is new or active again', async () => {
    expect(await shown()).toMatchObject({ status: 'active', blockedUntil: null });
    await told();
    for (const status of ['disabled', 'active']) await gateway.call('PATCH', `endpoints/${endpointId}`, { status }, gateway.provider);
    expect(await shown()).toMatchObject({ status: 'active', blockedUntil: null });
    await told();
  });

  it('leaves an endpoint alone for as long as it asked, says so, and then goes on', async () => {
    charity.answer({ status: 429, headers: { 'retry-after': '3' } }, 1);
    const id = await gateway.others.publish(gateway.connection());
    await eventually(async () => expect((await shown())?.blockedUntil).not.toBeNull(), { everyMs: 5 });
    await eventually(() => expect(charity.accepted.map((webhook) => webhook.id)).toContain(id));
    expect((await shown())?.blockedUntil).toBeNull();
  });

  it('counts the tests of an hour', async () => {
    const test = () => gateway.call('POST', `endpoints/${endpointId}/test`, undefined, gateway.provider);
    expect((await test()).status).toBe(202);
    const refused = await test();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3600);
  });

  it('stamps what it tells others with that time', async () => {
    const { rows } = await database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    await told();
    const requested = await eventually(() => gateway.others.of('task.notified.v1').at(-1) ?? Promise.reject(new Error('not yet')));
    expect(Math.abs(RealDate.parse(String(requested.data.notifiedAt ?? requested.data.at)) - (rows[0]?.now.getTime() ?? 0))).toBeLessThan(
      MINUTE_MS,
    );
  });
});
