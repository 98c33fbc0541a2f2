import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, lstat, mkdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort, isPortTaken } from '../launcher/ports';
import { endProcess, isAlive } from '../launcher/processes';
import { StopWithSentence } from '../launcher/say';
import { type ServerAccount, canEnter, serverAccount } from './account';
import { SHELTER, postgresBinaries } from './binaries';

/** Time for PostgreSQL to answer, crash recovery of a killed server included. */
const ANSWERS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 30_000;

/** Folder of a finished database; it gets this name only when it is whole. */
const CLUSTER = 'cluster';

/** Modest sizes for a laptop; unset sockets leave 127.0.0.1 as the only way in. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  shared_buffers: '256MB',
  max_connections: '200',
  max_wal_size: '2GB',
  log_min_messages: 'warning',
};

export interface EmbeddedServerOptions {
  /** Folder that holds, or will hold, `postgres/` (the data) and `postgres.log`. */
  directory: string;
  /** Password of the owner login `postgres`. */
  password: string;
  /** Settings beside the usual ones, such as `fsync: 'off'` for tests. */
  settings?: Record<string, string>;
}

export interface EmbeddedServer {
  pid: number;
  port: number;
  /** Address of the owner login. */
  ownerUrl: string;
}

/** The PostgreSQL of a data folder: the one that still runs there (a killed hub leaves its server behind), else a new one. */
export async function openEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const running = await findRunning(options);
  if (running) return running;
  const account = serverAccount();
  const binaries = await postgresBinaries(account);
  const data = await dataFolder(options.directory, account);
  if (!existsSync(join(data, CLUSTER))) await initialise(binaries, data, options.password, account);
  return start(binaries, data, account, options);
}

/** Stops the server in order; rows that were acknowledged are on disk either way. */
export async function stopEmbeddedServer(server: EmbeddedServer): Promise<void> {
  if (!(await endProcess(server.pid, 'SIGINT', STOPS_WITHIN_MS))) await endProcess(server.pid, 'SIGQUIT', STOPS_WITHIN_MS);
}

async function findRunning({ directory, password }: EmbeddedServerOptions): Promise<EmbeddedServer | undefined> {
  const file = join(directory, 'postgres', CLUSTER, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0) || !(port > 0) || !isAlive(pid)) return undefined;
  if (!(await isPostgres(pid))) {
    await rm(file, { force: true });
    return undefined;
  }
  const server = { pid, port, ownerUrl: ownerUrl(port, password) };
  await untilAnswering(server, () => isAlive(pid), directory);
  return server;
}

/** After a restart of the machine the number in the file may belong to another program. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

async function dataFolder(directory: string, account: ServerAccount | undefined): Promise<string> {
  const data = join(directory, 'postgres');
  await mkdir(directory, { recursive: true });
  if (await lstat(data).catch(() => undefined)) return realpath(data);
  if (canEnter(directory, account)) {
    await mkdir(data, { mode: 0o700 });
  } else {
    const sheltered = join(SHELTER, `data-${randomUUID()}`);
    await mkdir(sheltered, { recursive: true, mode: 0o700 });
    await symlink(sheltered, data);
  }
  if (account) await chown(data, account.uid, account.gid);
  return realpath(data);
}

async function initialise(binaries: string, data: string, password: string, account: ServerAccount | undefined): Promise<void> {
  const passwordFile = join(data, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) await chown(passwordFile, account.uid, account.gid);
  const unfinished = join(data, 'unfinished');
  const flags = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-sync',
    '--no-instructions',
  ];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  try {
    await rm(unfinished, { recursive: true, force: true });
    await run(join(binaries, 'bin/initdb'), [`--pgdata=${unfinished}`, ...flags, ...locale], account);
    await rename(unfinished, join(data, CLUSTER));
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function start(
  binaries: string,
  data: string,
  account: ServerAccount | undefined,
  options: EmbeddedServerOptions,
): Promise<EmbeddedServer> {
  const port = await choosePort(options.directory);
  const settings = Object.entries({ ...SETTINGS, port: String(port), ...options.settings });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(options.directory, 'postgres.log'), 'a');
  const child = launch(join(binaries, 'bin/postgres'), ['-D', join(data, CLUSTER), ...flags], account, log);
  closeSync(log);
  const pid = await startedPid(child);
  child.unref();
  const server = { pid, port, ownerUrl: ownerUrl(port, options.password) };
  await untilAnswering(server, () => child.exitCode === null && child.signalCode === null, options.directory);
  return server;
}

/** The port of last time, so that addresses kept elsewhere stay true; another one only when that is taken. */
async function choosePort(directory: string): Promise<number> {
  const file = join(directory, 'postgres.port');
  const kept = Number(await readFile(file, 'utf8').catch(() => ''));
  if (kept > 0 && !(await isPortTaken(kept))) return kept;
  const port = await freePort();
  await writeFile(file, String(port));
  return port;
}

/** In a session of its own: Ctrl-C in the terminal must stop the app first, and only then its database. */
function launch(binary: string, args: string[], account: ServerAccount | undefined, output: number | 'pipe'): ChildProcess {
  return spawn(binary, args, {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, LC_ALL: 'C' },
  });
}

async function run(binary: string, args: string[], account: ServerAccount | undefined): Promise<void> {
  const child = launch(binary, args, account, 'pipe');
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new StopWithSentence(`The database could not be made: ${output.trim().split('\n').slice(-3).join(' ')}`);
}

function startedPid(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}

async function untilAnswering(server: EmbeddedServer, alive: () => boolean, directory: string): Promise<void> {
  const deadline = Date.now() + ANSWERS_WITHIN_MS;
  for (;;) {
    const problem = await knock(server.ownerUrl);
    if (!problem) return;
    if (problem.code === '28P01') {
      throw new StopWithSentence(
        `The database in ${directory} has another password than ${directory}/secrets.json says: restore that file.`,
      );
    }
    if (!alive() || Date.now() > deadline) {
      throw new StopWithSentence(`The embedded PostgreSQL does not answer (${problem.message}): see ${join(directory, 'postgres.log')}.`);
    }
    await delay(25);
  }
}

async function knock(url: string): Promise<{ message: string; code?: string } | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return undefined;
  } catch (error) {
    return error as { message: string; code?: string };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function ownerUrl(port: number, password: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}
