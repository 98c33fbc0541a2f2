import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock, start } from '#libs/platform';
import {
  eventually,
  freePort,
  freshDatabase,
  migratedDatabase,
  runApp,
  startAppProcess,
  startOwnKafka,
  startReverseProxy,
  webhookReceiver,
  type AppProcess,
  UNLIMITED,
} from '#libs/testing';
import { createDemoIdentities, type DemoIdentities } from '../../../infra/demo/identities';
import { prepareWorld, type World } from '../../../infra/demo/world';
import { databaseSettingOf, SERVICES } from '../../../infra/launcher/services';
import { identityKeysOf, sealingKeysOf } from '../../../infra/launcher/secrets';
import { services } from '../src/services';

type Variables = Record<string, string | undefined>;

/** A hub as its users meet it, with the demo's organisations registered. */
export interface RunningHub {
  readonly url: string;
  readonly world: World;
  /** Who can sign in. */
  readonly demo: DemoIdentities;
  /** Where the services' databases are. */
  readonly databases: Variables;
  /** All that its processes have written to their logs so far, those before a restart included. */
  output(): string;
  /** SIGKILL to every process of it. */
  kill(): Promise<void>;
  /** After a kill: the same processes on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Everything in one process, on the bus in PostgreSQL. */
export async function startEmbeddedHub(
  databases?: (names: readonly string[]) => Promise<{ urls: Record<string, string>; close(): Promise<void> }>,
  more: Variables = {},
): Promise<RunningHub> {
  const database = databases ? await databases([...SERVICES, 'bus', 'keyring']) : await migratedDatabase(services);
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const urls = Object.fromEntries(
    [...SERVICES, 'bus' as const, 'keyring' as const].map((name) => [databaseSettingOf(name), database.urls[name]]),
  );
  const launch = (env: Variables): Promise<AppProcess[]> =>
    startAppProcess('hub', { env: { ...env, ...urls, ...more, PORT: port } }).then((hub) => [hub]);
  return startWorld(url, urls, launch, () => database.close(), databases === undefined);
}

/** Everything in the process of the test itself, so that time can pass: `passes` moves the clock that its services go by. */
export async function startHubWithClock(): Promise<RunningHub & { passes(days: number): void }> {
  const database = await migratedDatabase(services);
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const urls = Object.fromEntries(
    [...SERVICES, 'bus' as const, 'keyring' as const].map((name) => [databaseSettingOf(name), database.urls[name]]),
  );
  let clock: Clock | undefined;
  let aheadMs = 0;
  const launch = async (env: Variables): Promise<AppProcess[]> => {
    let printed = '';
    const write = process.stdout.write;
    process.stdout.write = (text: string | Uint8Array): boolean => {
      printed += String(text);
      return true;
    };
    try {
      const running = await start(services, { ...env, ...urls, PORT: port, LOG_LEVEL: 'silent' });
      clock = running.app.get(Clock);
      const stop = () => running.close().then(() => 0);
      return [{ pid: process.pid, url, output: () => printed, kill: () => running.close(), stop }];
    } finally {
      process.stdout.write = write;
    }
  };
  const hub = await startWorld(url, urls, launch, () => database.close(), true);
  const passes = (days: number): void => {
    aheadMs += days * 86_400_000;
    clock?.follow(aheadMs);
  };
  return { ...hub, passes };
}

/** Every service as a process of its own behind a reverse proxy, over a real Apache Kafka. */
export async function startHubOverKafka(): Promise<RunningHub> {
  const kafka = await startOwnKafka();
  if (!kafka) throw new Error('Kafka is needed here: describeWithKafka skips where there is none');
  const database = await freshDatabase([...SERVICES, 'keyring']);
  const proxy = await startReverseProxy();
  const urls = {
    ...Object.fromEntries([...SERVICES, 'keyring' as const].map((name) => [databaseSettingOf(name), database.urls[name]])),
    KAFKA_BROKERS: kafka.brokers,
  };
  // One after another: six at once would wait for one another on a small machine.
  const launch = async (env: Variables): Promise<AppProcess[]> => {
    const apps: AppProcess[] = [];
    for (const name of SERVICES) {
      const app = await startAppProcess(name, { env: { ...env, ...urls, PORT: '0' } });
      proxy.route(name, app.url);
      apps.push(app);
    }
    return apps;
  };
  return startWorld(proxy.url, urls, launch, async () => {
    await proxy.close();
    await database.close();
    await kafka.stop();
  });
}

async function startWorld(
  url: string,
  urls: Variables,
  launch: (env: Variables) => Promise<AppProcess[]>,
  closeRest: () => Promise<void>,
  isMigrated = false,
): Promise<RunningHub> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-'));
  const env = {
    PUBLIC_URL: url,
    LOG_LEVEL: 'warn',
    ...UNLIMITED,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    SEALING_KEYS: await sealingKeysOf(directory),
    IDENTITY_KEYS: await identityKeysOf(directory),
  };
  if (!isMigrated) await runApp('hub', { env: { ...env, ...urls }, args: ['migrate'] });
  let apps = await launch(env);
  const gone: string[] = [];
  const charity = await webhookReceiver();
  const demo = await createDemoIdentities({ url, setUpLink: await setUpLinkOf(apps) });
  const world = await prepareWorld(demo, charity, join(directory, 'charity.json'));
  return {
    url,
    world,
    demo,
    databases: urls,
    output: () => [...gone, ...apps.map((app) => app.output())].join('\n'),
    kill: async () => {
      await Promise.all(apps.map((app) => app.kill()));
    },
    restart: async () => {
      gone.push(...apps.map((app) => app.output()));
      apps = await launch(env);
    },
    close: async () => {
      await Promise.all(apps.map((app) => app.stop()));
      await charity.close();
      await closeRest();
      await rm(directory, { recursive: true });
    },
  };
}

function setUpLinkOf(apps: readonly AppProcess[]): Promise<string> {
  return eventually(() => {
    const link = /^First visit: (\S+)/m.exec(apps.map((app) => app.output()).join('\n'))?.[1];
    if (link === undefined) throw new Error('No process has named the link of the first visit');
    return link;
  });
}
