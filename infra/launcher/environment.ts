import { resolve } from 'node:path';
import { makeSchemas } from '../postgres/roles';
import { onlyHub } from './only-hub';
import { isPortTaken } from './ports';
import { StopWithSentence } from './say';
import { identityKeysOf, sealingKeysOf, secretsOf } from './secrets';
import { type DatabaseName, type ServiceName, databaseSettingOf, schemaOf } from './services';
import { openSharedServer } from './shared-server';

/** Name of the database that holds the services' schemas. */
const DATABASE = 'hub';

export type Variables = Record<string, string | undefined>;

export interface EnvironmentOptions {
  /** Data folder; unset: HUB_DATA_DIR, else `.hub`. */
  directory?: string;
  /** What the caller's own environment says; a setting given there is never overruled. */
  given?: Variables;
  /** The command runs the hub; on an embedded database only one may. */
  hub?: boolean;
}

export interface HubEnvironment {
  /** The environment to start an app with: addresses, keys and defaults filled in. */
  variables: Variables;
  /** Who owns the databases: the launcher (it migrates them), the operator (who does), or nobody, as there are none. */
  databases: 'embedded' | 'given' | 'none';
  close(): Promise<void>;
}

/** Fills in what the named services need and was not given: their databases, the keys, the port and the public address. */
export async function environmentFor(services: readonly ServiceName[], options: EnvironmentOptions = {}): Promise<HubEnvironment> {
  const given = options.given ?? process.env;
  const directory = resolve(options.directory ?? (given['HUB_DATA_DIR'] || '.hub'));
  const names = databasesFor(services, given);
  const release = options.hub && names.length > 0 && !given['DATABASE_URL'] ? await onlyHub(directory) : undefined;
  const databases = await openDatabases(names, directory, given['DATABASE_URL']).catch(async (error: unknown) => {
    await release?.();
    throw error;
  });
  const close = async () => {
    await databases.close();
    await release?.();
  };
  try {
    const port = given['PORT'] || '3000';
    const variables = {
      ...given,
      ...databases.urls,
      HUB_DATA_DIR: directory,
      PORT: port,
      PUBLIC_URL: given['PUBLIC_URL'] || `http://localhost:${port}`,
      SEALING_KEYS: given['SEALING_KEYS'] || (await sealingKeysOf(directory)),
      IDENTITY_KEYS: given['IDENTITY_KEYS'] || (await identityKeysOf(directory)),
    };
    return { variables, databases: databases.kind, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs the work in such an environment and lets go of the database whatever happens. */
export async function withDatabase<T>(
  services: readonly ServiceName[],
  options: EnvironmentOptions,
  work: (environment: HubEnvironment) => Promise<T>,
): Promise<T> {
  const environment = await environmentFor(services, options);
  try {
    return await work(environment);
  } finally {
    await environment.close();
  }
}

/** Stops with one sentence when somebody listens on PORT already. */
export async function refuseTakenPort(variables: Variables): Promise<void> {
  const port = Number(variables['PORT'] || '3000');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new StopWithSentence(`PORT is not a port number: ${variables['PORT']}.`);
  if (await isPortTaken(port)) {
    throw new StopWithSentence(
      `Port ${port} is taken by another program: stop it, or choose another port, as in "PORT=${port + 1} npm start".`,
    );
  }
}

interface Databases {
  urls: Variables;
  kind: HubEnvironment['databases'];
  close(): Promise<void>;
}

function databasesFor(services: readonly ServiceName[], given: Variables): DatabaseName[] {
  if (services.length === 0) return [];
  const wanted: DatabaseName[] = [...services, 'keyring', ...(given['KAFKA_BROKERS'] ? [] : (['bus'] as const))];
  return wanted.filter((name) => !given[databaseSettingOf(name)]);
}

async function openDatabases(names: readonly DatabaseName[], directory: string, databaseUrl: string | undefined): Promise<Databases> {
  if (names.length === 0) return { urls: {}, kind: 'none', close: () => Promise.resolve() };
  const { owner, roles } = await secretsOf(directory, names.map(schemaOf));
  const server = databaseUrl ? undefined : await openSharedServer(directory, owner);
  const close = async () => server?.close();
  try {
    const passwords = Object.fromEntries(names.map((name) => [schemaOf(name), roles[schemaOf(name)] ?? '']));
    const ownerUrl = server?.ownerUrl ?? databaseUrl ?? '';
    const database = databaseUrl ? databaseOf(databaseUrl) : DATABASE;
    const addresses = await makeSchemas({ ownerUrl, database, passwords });
    const urls = Object.fromEntries(names.map((name) => [databaseSettingOf(name), addresses[schemaOf(name)]]));
    return { urls, kind: server ? 'embedded' : 'given', close };
  } catch (error) {
    await close();
    throw error;
  }
}

function databaseOf(url: string): string {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  return name === '' || name === 'postgres' ? DATABASE : name;
}
