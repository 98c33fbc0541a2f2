import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  Access,
  dataSourceOptions,
  migrate,
  Public,
  rateLimitMigrations,
  serviceModule,
  start,
  TakesForm,
  Transaction,
  type DatabaseDefinition,
  type RunningProcess,
  type ServiceDefinition,
} from '#libs/platform';
import { eventually, freshDatabase, testIssuer, type FreshDatabase, type TestIssuer } from '#libs/testing';
import { CallCountExchange } from '../src/rate-limit/call-count-exchange';
import { CallCounts } from '../src/rate-limit/call-counts';

const ORGANISATION = '5b0ec1a2-3a0e-4c31-9d35-6ad5f2f0c0a1';

@Controller()
class DoorsController {
  @Access({ roles: ['operator'], reach: 'hub' })
  @Get('api/doors/things')
  things(): object {
    return {};
  }

  @Access({ roles: ['operator'], reach: 'hub' })
  @Get('fhir/things')
  resources(): object {
    return {};
  }

  @Public()
  @TakesForm()
  @Post('my/form')
  @HttpCode(200)
  form(@Body() form: object): object {
    return form;
  }
}

@Module({})
class DoorsModule {}

const doors: ServiceDefinition = {
  name: 'doors',
  configs: [],
  databases: [],
  errorFormats: [
    {
      prefix: '/fhir',
      contentType: 'application/fhir+json',
      reads: { mediaTypes: ['application/fhir+json'], limits: { depth: 64 }, isLarge: true },
      render: ({ code }) => ({ resourceType: 'OperationOutcome', code }),
    },
  ],
  mounted: { '/begin': { methods: ['GET'], isForm: true } },
  module: (context) => serviceModule(DoorsModule, context, { imports: [], configs: [], features: [{ controllers: [DoorsController] }] }),
};

describe('a caller who asks too often', () => {
  let issuer: TestIssuer;
  let running: RunningProcess;

  beforeAll(async () => {
    issuer = await testIssuer();
    running = await start([doors], {
      PORT: '0',
      LOG_LEVEL: 'silent',
      PUBLIC_URL: issuer.url,
      IDENTITY_JWKS_URL: issuer.jwksUrl,
      RATE_LIMIT: '5',
      RATE_LIMIT_FHIR: '8',
      RATE_LIMIT_FORMS: '3',
      TRUSTED_PROXIES: '127.0.0.0/8',
    });
  });
  afterAll(async () => {
    await running.close();
    await issuer.close();
  });

  const tokenOf = (sub: string) => issuer.token({ kind: 'person', sub, organisation: ORGANISATION, roles: ['operator'] });

  /** Asks until the answer is 429, twice as often as the limit at most: a minute may end meanwhile, but not two. */
  async function untilRefused(limit: number, ask: () => Promise<Response>): Promise<{ answered: number; refusal: Response }> {
    for (let answered = 0; answered <= 2 * limit; answered++) {
      const answer = await ask();
      if (answer.status === 429) return { answered, refusal: answer };
      expect(answer.status).toBe(200);
    }
    throw new Error('never refused');
  }

  it('is answered 429 with Retry-After, with whatever token; another caller is answered', async () => {
    const get = async (sub: string) =>
      fetch(`${running.url}/api/doors/things`, { headers: { authorization: `Bearer ${await tokenOf(sub)}` } });
    const { answered, refusal } = await untilRefused(5, () => get('ada'));
    expect(answered).toBeGreaterThanOrEqual(5);
    expect(refusal.headers.get('content-type')).toContain('application/problem+json');
    expect(await refusal.json()).toMatchObject({ status: 429, code: 'REQUESTS.TOO_MANY' });
    const seconds = Number(refusal.headers.get('retry-after'));
    expect([seconds >= 1, seconds <= 60]).toEqual([true, true]);
    expect((await get('bob')).status).toBe(200);
  });

  it('has a limit of its own at the FHIR doors, in their format', async () => {
    const token = await tokenOf('cora');
    const { answered, refusal } = await untilRefused(8, () =>
      fetch(`${running.url}/fhir/things`, { headers: { authorization: `Bearer ${token}` } }),
    );
    expect(answered).toBeGreaterThanOrEqual(8);
    expect(await refusal.json()).toEqual({ resourceType: 'OperationOutcome', code: 'REQUESTS.TOO_MANY' });
  });

  it('is known by the address where no token is needed: one in front of a proxy, one house or office with IPv6', async () => {
    const post = (from: string) =>
      fetch(`${running.url}/my/form`, { method: 'POST', body: new URLSearchParams({ a: '1' }), headers: { 'x-forwarded-for': from } });
    const { answered } = await untilRefused(3, () => post('192.0.2.1'));
    expect(answered).toBeGreaterThanOrEqual(3);
    expect((await post('192.0.2.2')).status).toBe(200);
    let host = 1;
    await untilRefused(3, () => post(`2001:db8::${String(host++)}`));
    expect((await post('2001:db8:0:1::1')).status).toBe(200);
  });

  it('is told to wait in words when it is a person with a browser', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.9', accept: 'text/html,*/*;q=0.8' };
    const { refusal } = await untilRefused(3, () =>
      fetch(`${running.url}/my/form`, { method: 'POST', body: new URLSearchParams({ a: '1' }), headers }),
    );
    expect([refusal.headers.get('content-type'), refusal.headers.get('cache-control')]).toEqual(['text/html; charset=utf-8', 'no-store']);
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal.text()).toContain('Please wait a minute');
  });

  it('is known by the address, too, where middleware answers, and where there is nothing', async () => {
    const statuses = (path: string, from: string, times: number) =>
      Promise.all(
        Array.from({ length: times }, async () => (await fetch(`${running.url}${path}`, { headers: { 'x-forwarded-for': from } })).status),
      );
    expect(await statuses('/begin', '192.0.2.3', 7)).toContain(429);
    expect(await statuses('/nowhere', '192.0.2.4', 11)).toContain(429);
  });

  it('does not get round the limit of a form by writing its address in another way', async () => {
    const ways = ['/begin', '/begin?a=1', '/BEGIN', '/begin/', '/Begin//', '/beGin?a=1', '/begin/?a=1'];
    const ask = async (way: string) => (await fetch(`${running.url}${way}`, { headers: { 'x-forwarded-for': '192.0.2.5' } })).status;
    expect(await Promise.all(ways.map(ask))).toContain(429);
  });
});

describe('calls of one minute', () => {
  const definition: DatabaseDefinition = { name: 'doors', entities: [], migrations: rateLimitMigrations };
  let database: FreshDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await freshDatabase(['doors']);
    await migrate(definition, database.urls.doors ?? '');
    dataSource = await new DataSource(dataSourceOptions(definition, database.urls.doors ?? '')).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });

  it('are counted over all instances of a service, nobody can read whose they were, and the minute after begins at none', async () => {
    let now = 90_000;
    const instances = ['one', 'other'].map((name) => {
      const counts = new CallCounts(() => now);
      const exchange = new CallCountExchange(name, new Transaction(dataSource));
      exchange.serve(counts);
      exchange.onApplicationBootstrap();
      return { counts, exchange };
    });
    const told = (counts: CallCounts) => eventually(() => expect(counts.untold().calls.size).toBe(0));
    const [one, other] = instances.map(({ counts }) => counts);
    if (!one || !other) throw new Error('two were made');
    for (let times = 0; times < 5; times++) one.count('ada');
    await told(one);
    expect(other.count('ada')).toEqual({ current: 1, ttl: 30_000 });
    await told(other);
    expect(other.count('ada').current).toBe(7);
    expect(other.count('bob').current).toBe(1);
    const rows = await dataSource.query<{ key: Buffer }[]>('SELECT key FROM call_count');
    expect(rows.map(({ key }) => key.length)).toContain(32);
    now += 60_000;
    expect(other.count('ada').current).toBe(1);
    await told(other);
    await eventually(async () => {
      expect(await dataSource.query('SELECT DISTINCT minute FROM call_count')).toEqual([{ minute: 2 }]);
    });
    for (const { exchange } of instances) await exchange.onModuleDestroy();
  });
});
