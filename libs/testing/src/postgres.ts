import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate, type DatabaseDefinition } from '#libs/platform';
import { containerRuntimeAnswers } from '../../../infra/launcher/containers';
import { freePort } from '../../../infra/launcher/ports';
import { endProcess } from '../../../infra/launcher/processes';
import { dropDatabase, makeSchemas } from '../../../infra/postgres/roles';
import { type EmbeddedServer, openEmbeddedServer, stopEmbeddedServer } from '../../../infra/postgres/server';
import { endWithRun, oncePerRun, testRunFolder } from './test-run';

const PASSWORD = 'test';

/** Safe here alone: the data is thrown away, and nobody cuts the power in a test. */
const FAST = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

/** A database of the test's own, with one schema and one login role per name. */
export interface FreshDatabase {
  /** What PostgreSQL calls it. */
  readonly name: string;
  /** Address per given name, logged in as that name's role. */
  urls: Record<string, string>;
  /** Drops the database, also with connections open. */
  close(): Promise<void>;
}

/** A PostgreSQL of the test's own, for tests in which it goes away. */
export interface OwnPostgres {
  /** Address of the owner login. */
  ownerUrl: string;
  freshDatabase(names: readonly string[]): Promise<FreshDatabase>;
  /** Stops it in order; `start()` brings it back on the same port, with its data, or rejects: those who know the old address would wait for ever. */
  stop(): Promise<void>;
  /** Kills it as a crash would. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** The PostgreSQL of this run of the tests, started for the first who asks. */
export function startPostgres(): Promise<{ ownerUrl: string }> {
  return oncePerRun('postgres', startContainerOrLocal);
}

/** A container where a runtime answers and can run the image (it may be unable to fetch it), else a local process. */
export async function startContainerOrLocal(): Promise<{ ownerUrl: string }> {
  if (!(await containerRuntimeAnswers())) return startLocal();
  return startContainer().catch((error: unknown) => {
    process.stderr.write(`The container runtime answers and cannot run PostgreSQL, so a local process does: ${String(error)}\n`);
    return startLocal();
  });
}

/** Makes a new database in the run's PostgreSQL; a schema `referral_intake` for the name `referral-intake`. */
export async function freshDatabase(names: readonly string[]): Promise<FreshDatabase> {
  const { ownerUrl } = await startPostgres();
  return makeDatabase(ownerUrl, names);
}

/** As `freshDatabase`, with all migrations of these services done: they run once a run of the tests, and each database is a copy. */
export async function migratedDatabase(services: readonly { readonly databases: readonly DatabaseDefinition[] }[]): Promise<FreshDatabase> {
  const { ownerUrl } = await startPostgres();
  const databases = [...new Set(services.flatMap((service) => service.databases))];
  const names = databases.map(({ name }) => name);
  const template = await oncePerRun(`migrated-${names.join('-')}`, async () => {
    const { urls, name } = await makeDatabase(ownerUrl, names);
    for (const database of databases) await migrate(database, urls[database.name] ?? '');
    return name;
  });
  return makeDatabase(ownerUrl, names, template);
}

/** Starts a PostgreSQL that only this test uses and may stop. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const directory = await mkdtemp(join(testRunFolder(), 'postgres-'));
  await chmod(directory, 0o755);
  const port = await freePort();
  let server: EmbeddedServer;
  const start = async () => {
    server = await openEmbeddedServer({ directory, password: PASSWORD, port });
    endWithRun({ pid: server.pid });
  };
  await start();
  return {
    get ownerUrl() {
      return server.ownerUrl;
    },
    freshDatabase: (names) => makeDatabase(server.ownerUrl, names),
    stop: () => stopEmbeddedServer(server),
    kill: () => endProcess(server.pid, 'SIGKILL', 10_000).then(() => undefined),
    start,
  };
}

async function makeDatabase(ownerUrl: string, names: readonly string[], template?: string): Promise<FreshDatabase> {
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  const passwords = Object.fromEntries(names.map((name) => [roleOf(name), PASSWORD]));
  const addresses = await makeSchemas({ ownerUrl, database, passwords, ...(template === undefined ? {} : { template }) });
  const urls = Object.fromEntries(names.map((name) => [name, addresses[roleOf(name)] ?? '']));
  return { name: database, urls, close: () => dropDatabase(ownerUrl, database) };
}

function roleOf(name: string): string {
  return name.replaceAll('-', '_');
}

async function startLocal(): Promise<{ ownerUrl: string }> {
  const directory = join(testRunFolder(), 'postgres');
  const server = await openEmbeddedServer({ directory, password: PASSWORD, settings: FAST });
  endWithRun({ pid: server.pid });
  return { ownerUrl: server.ownerUrl };
}

async function startContainer(): Promise<{ ownerUrl: string }> {
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true'; // the run ends it, not the worker that happened to ask first
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const settings = Object.entries({ ...FAST, max_connections: '200' });
  const container = await new PostgreSqlContainer('postgres:17-alpine')
    .withUsername('postgres')
    .withPassword(PASSWORD)
    .withDatabase('postgres')
    .withCommand(['postgres', ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])])
    .start();
  endWithRun({ container: container.getId() });
  return { ownerUrl: container.getConnectionUri() };
}
