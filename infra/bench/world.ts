import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, webhookReceiver, UNLIMITED } from '#libs/testing';
import { createDemoIdentities, tokenFor, type DemoIdentities } from '../demo/identities';
import { prepareWorld, type World } from '../demo/world';
import { migrate, startApp } from '../launcher/app';
import { environmentFor, type Variables } from '../launcher/environment';
import { ROOT } from '../launcher/root';
import { SERVICES } from '../launcher/services';

/** A hub of its own with the demo's organisations, on an embedded PostgreSQL that does sync to disk. */
export interface BenchWorld {
  readonly url: string;
  readonly demo: DemoIdentities;
  readonly world: World;
  readonly variables: Variables;
  close(): Promise<void>;
}

export async function startBenchWorld(settings: Variables = {}): Promise<BenchWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  // As root, PostgreSQL runs under another account, which must be able to reach its files.
  await chmod(directory, 0o755);
  const port = String(await freePort());
  const given = {
    ...process.env,
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
    ...UNLIMITED,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    ...settings,
  };
  const ends: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const environment = await environmentFor(SERVICES, { directory, given });
    ends.push(() => environment.close());
    await migrate('hub', environment.variables);
    const charity = await webhookReceiver();
    ends.push(() => charity.close());
    const hub = startApp('hub', environment.variables, { output: 'pipe' });
    ends.push(() => hub.stop());
    const setUpLink = await lineOf(hub.process, /^First visit: (\S+)/);
    const demo = await createDemoIdentities({ url: given.PUBLIC_URL, setUpLink });
    const world = await prepareWorld(demo, charity, join(directory, 'charity.json'));
    return { url: given.PUBLIC_URL, demo, world, variables: environment.variables, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export function gpToken({ demo }: BenchWorld): Promise<string> {
  return tokenFor(demo, 'gp');
}

/** The bare route, as a process of its own like the hub, on the same PostgreSQL. */
export async function startBare(databaseUrl: string): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/infra/bench/bare-server.js')], {
    env: { ...process.env, BARE_DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { url: await lineOf(child, /^ready (\S+)/), stop: () => child.kill() };
}

function lineOf(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('The process was started without its output');
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const found = wanted.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    lines.once('close', () => {
      reject(new Error(`The process ended before it said ${wanted.source}`));
    });
  });
}
