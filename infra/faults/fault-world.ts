import { DatabaseClient, migrate, type ServiceDefinition } from '#libs/platform';
import { type OwnKafka, type OwnPostgres, startOwnKafka, startOwnPostgres, UNLIMITED } from '#libs/testing';
import { StopWithSentence } from '../launcher/say';
import { BrokerProxy } from './broker-proxy';
import { middle } from './services/middle';
import { sink } from './services/sink';
import { source } from './services/source';
import { SupervisedProcess } from './supervised-process';

/** In the order in which events pass them, and how many processes of each: another takes over when one is killed, but for the last. */
const CHAIN: readonly (ServiceDefinition & { readonly instances: number })[] = [
  { ...source, instances: 2 },
  { ...middle, instances: 2 },
  { ...sink, instances: 1 },
];
/** The least that brokers allow by default. */
const SESSION_TIMEOUT_MS = '6000';

/** Servers and processes of one run: three services, a PostgreSQL, and a broker behind a proxy. */
export interface FaultWorld {
  readonly postgres: OwnPostgres;
  readonly kafka: OwnKafka;
  readonly proxy: BrokerProxy;
  readonly processes: readonly SupervisedProcess[];
  /** Database address of each service. */
  readonly urls: Readonly<Record<string, string>>;
  /** One question to one service's tables, on a connection of its own. */
  query<Row extends object>(service: string, sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  stopServices(): Promise<void>;
  close(): Promise<void>;
}

export async function openFaultWorld(asked: AbortSignal): Promise<FaultWorld> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const proxy = await BrokerProxy.open();
    ends.push(() => proxy.close());
    const [postgres, kafka] = await Promise.all([
      startOwnPostgres().then((started) => (ends.push(() => started.kill()), started)),
      startOwnKafka({ advertised: proxy.address }).then((started) => (ends.push(async () => started?.kill()), started)),
    ]);
    if (!kafka) throw new StopWithSentence('The fault run needs Kafka, and none can run here.');
    proxy.leadTo(kafka.brokers);
    const { urls } = await postgres.freshDatabase(CHAIN.map(({ name }) => name));
    for (const { databases } of CHAIN) for (const database of databases.slice(0, 1)) await migrate(database, urls[database.name] ?? '');
    asked.throwIfAborted();
    const processes = CHAIN.flatMap(({ name, instances }) =>
      Array.from({ length: instances }, (_, index) => instanceOf(name, `${name}-${index + 1}`, urls[name] ?? '', proxy.address)),
    );
    const stopServices = async (): Promise<void> => {
      await Promise.all(processes.map((process) => process.stop()));
    };
    ends.push(stopServices);
    for (const process of processes) process.start();
    await Promise.all(processes.map((process) => process.ready(asked)));
    return { postgres, kafka, proxy, processes, urls, query: questions(urls), stopServices, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function instanceOf(service: string, name: string, url: string, brokers: string): SupervisedProcess {
  return new SupervisedProcess(service, name, {
    [`${service.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`]: `${url}?application_name=${name}`,
    DATABASE_POOL: '6',
    KAFKA_BROKERS: brokers,
    KAFKA_SESSION_TIMEOUT_MS: SESSION_TIMEOUT_MS,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    ...UNLIMITED,
    PORT: '0',
  });
}

function questions(urls: Readonly<Record<string, string>>): FaultWorld['query'] {
  return async <Row extends object>(service: string, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
    const client = new DatabaseClient({ connectionString: urls[service], connectionTimeoutMillis: 30_000 });
    await client.connect();
    try {
      const { rows } = await client.query<Row>(sql, [...parameters]);
      return rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}
