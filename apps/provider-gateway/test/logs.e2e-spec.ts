import { randomUUID } from 'node:crypto';
import { ConnectionRequested } from '#libs/contracts';
import {
  eventually,
  freshDatabase,
  runApp,
  startAppProcess,
  testIssuer,
  type AppProcess,
  type FreshDatabase,
  type TestIssuer,
} from '#libs/testing';
import { Others, SEALING_KEYS } from './builders/bus';

const PERSON = {
  name: { family: 'Okafor', given: ['Adaeze'], text: 'Adaeze Okafor' },
  nhsNumber: '9434765919',
  phone: '020 7946 0123',
  birthDate: '1950-02-03',
  reason: 'Alone since her husband died',
};
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

type Line = Readonly<Record<string, unknown>>;

/** What a process of its own really writes, at the talkative level. */
describe('the log of a process', () => {
  let database: FreshDatabase;
  let issuer: TestIssuer;
  let others: Others;
  let gateway: AppProcess;

  beforeAll(async () => {
    database = await freshDatabase(['provider-gateway', 'bus', 'keyring']);
    issuer = await testIssuer();
    const env = {
      PROVIDER_GATEWAY_DATABASE_URL: database.urls['provider-gateway'],
      BUS_DATABASE_URL: database.urls['bus'],
      KEYRING_DATABASE_URL: database.urls['keyring'],
      ...{ PUBLIC_URL: issuer.url, SEALING_KEYS, PORT: '0', LOG_LEVEL: 'debug' },
    };
    await runApp('provider-gateway', { env, args: ['migrate'] });
    gateway = await startAppProcess('provider-gateway', { env });
    others = await Others.on(database.urls['bus'] ?? '');
  });
  afterAll(async () => {
    await gateway.stop();
    await others.close();
    await issuer.close();
    await database.close();
  });

  async function linesOf(work: () => Promise<unknown>, until: (lines: readonly Line[]) => boolean): Promise<Line[]> {
    const before = gateway.output().length;
    await work();
    const written = (): Line[] =>
      gateway
        .output()
        .slice(before)
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Line);
    await eventually(() => expect([until(written()), written()]).toEqual([true, expect.anything()]));
    return written();
  }

  function connection(facts: object): ConnectionRequested {
    return Object.assign(new ConnectionRequested(), {
      ...{ referralId: randomUUID(), caseId: randomUUID(), connectionId: randomUUID(), serviceId: randomUUID() },
      ...{ providerId: randomUUID(), schemeId: randomUUID(), organisationId: randomUUID() },
      ...{ needs: ['loneliness'], levelOfSupport: 'introduced', consentToShare: true },
      ...{ requestedAt: '2026-11-20T09:00:00.000Z', respondBy: '2026-11-27T17:00:00.000Z' },
      person: PERSON,
      ...facts,
    });
  }

  const expectOnly = (lines: readonly Line[], correlationid: string): void => {
    // The head of the audit trail is written by itself, every now and then.
    const about = lines.filter(({ msg }) => msg !== 'head of the audit trail');
    expect(about.length).toBeGreaterThan(0);
    expect(about.filter((line) => line['correlationid'] !== correlationid)).toEqual([]);
    expect(about.filter((line) => line['traceId'] !== TRACE)).toEqual([]);
    expect(JSON.stringify(lines)).not.toMatch(/Okafor|Adaeze|9434765919|7946|1950|husband/);
  };

  it.each([
    ['answered', 'GET', 'tasks?limit=5&name=Okafor', undefined],
    ['answered 404', 'GET', `tasks/${randomUUID()}`, undefined],
    ['refused by its guard', 'POST', 'providers', { name: PERSON.name.text }],
    ['unreadable', 'POST', 'providers', '{"name": "Adaeze Okafor'],
  ])('has the correlation id on every line of a request that is %s, and nothing of a person', async (_what, method, path, body) => {
    const token = await issuer.token({ kind: 'person', organisation: randomUUID(), roles: ['provider'] });
    const headers = {
      authorization: `Bearer ${token}`,
      'x-correlation-id': 'from-the-gp',
      traceparent: `00-${TRACE}-00f067aa0ba902b7-01`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const lines = await linesOf(
      () => fetch(`${gateway.url}/api/provider-gateway/${path}`, { method, headers, ...(text === undefined ? {} : { body: text }) }),
      (written) => written.some(({ res }) => res !== undefined),
    );
    expectOnly(lines, 'from-the-gp');
  });

  it.each([
    ['is refused', {}, 'SERVICE.NOT_OF_PROVIDER'],
    ['is unreadable', { needs: ['Adaeze Okafor'] }, 'MESSAGE.UNREADABLE'],
  ])('has it on every line about a message that %s, with the code and nothing of a person', async (_what, facts, code) => {
    const lines = await linesOf(
      () => others.publish(connection(facts), { correlationId: 'from-the-gp', traceparent: `00-${TRACE}-00f067aa0ba902b7-01` }),
      (written) => written.some((line) => line['code'] === code),
    );
    expectOnly(lines, 'from-the-gp');
    const told = { service: 'provider-gateway', topic: 'caseload.case.v1', state: 'dead', msg: 'a message is dead' };
    expect(lines.find((line) => line['code'] === code)).toMatchObject(told);
  });
});
