import { DatabaseClient } from '#libs/platform';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import {
  type FreshDatabase,
  type OwnKafka,
  type OwnPostgres,
  describeWithKafka,
  eventually,
  freshDatabase,
  startKafka,
  startOwnKafka,
  startOwnPostgres,
} from '../src';

async function query(url: string | undefined, sql: string): Promise<Record<string, unknown>[]> {
  const client = new DatabaseClient({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('freshDatabase', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase(['referral-intake', 'caseload']);
  });
  afterAll(() => database.close());

  it('gives each name a role whose search path is its own schema', async () => {
    const rows = await query(database.urls['referral-intake'], 'SELECT current_user::text AS role, current_schema::text AS schema');
    expect(rows).toEqual([{ role: 'referral_intake', schema: 'referral_intake' }]);
  });

  it('refuses a service the tables of another, and the public schema', async () => {
    await query(database.urls['caseload'], 'CREATE TABLE secret (id int)');
    await expect(query(database.urls['referral-intake'], 'SELECT * FROM caseload.secret')).rejects.toThrow(
      'permission denied for schema caseload',
    );
    await expect(query(database.urls['caseload'], 'CREATE TABLE public.shared (id int)')).rejects.toThrow(
      'permission denied for schema public',
    );
  });

  it('gives two specs databases that do not see each other', async () => {
    const other = await freshDatabase(['caseload']);
    await query(other.urls['caseload'], 'CREATE TABLE mine (id int)');
    const rows = await query(database.urls['caseload'], "SELECT to_regclass('mine')::text AS found");
    await other.close();
    expect(rows).toEqual([{ found: null }]);
  });
});

describe('startOwnPostgres', () => {
  let server: OwnPostgres;
  beforeAll(async () => {
    server = await startOwnPostgres();
  });
  afterAll(() => server.stop());

  it('comes back on the same address with its data when it was killed', async () => {
    const { urls } = await server.freshDatabase(['caseload']);
    await query(urls['caseload'], 'CREATE TABLE kept AS SELECT 7 AS id');
    await server.kill();
    await expect(query(urls['caseload'], 'SELECT 1')).rejects.toThrow();
    await server.start();
    expect(await query(urls['caseload'], 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
  });

  it('does not come back elsewhere while its port is taken', async () => {
    const { ownerUrl } = server;
    await server.stop();
    const squatter = createServer().listen(Number(new URL(ownerUrl).port), '127.0.0.1');
    await once(squatter, 'listening');
    await expect(server.start()).rejects.toThrow('The embedded PostgreSQL does not answer');
    squatter.close();
    await server.start();
    expect(await query(ownerUrl, 'SELECT 7 AS id')).toEqual([{ id: 7 }]);
  });
});

describeWithKafka('startKafka', () => {
  let own: OwnKafka | null;
  afterAll(() => own?.stop());

  async function topics(brokers: string): Promise<string[]> {
    const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin();
    try {
      await admin.connect();
      return await admin.listTopics();
    } finally {
      await admin.disconnect();
    }
  }

  it('answers the same broker whoever asks', async () => {
    const first = await startKafka();
    expect(await startKafka()).toBe(first);
    expect(await topics(first ?? '')).toEqual(expect.any(Array));
  });

  it('comes back on the same port with its topics when it was killed', async () => {
    own = await startOwnKafka();
    const brokers = own?.brokers ?? '';
    const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 1 }], waitForLeaders: true });
    await admin.disconnect();
    await own?.kill();
    await expect(topics(brokers)).rejects.toThrow();
    await own?.restart();
    await eventually(async () => expect(await topics(brokers)).toContain('kept'));
  });
});
