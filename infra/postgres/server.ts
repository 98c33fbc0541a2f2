import type { ChildProcess } from 'node:child_process';
import { closeSync, fchmodSync, openSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, isPortTaken } from '../launcher/ports';
import { endProcess, isAlive } from '../launcher/processes';
import { StopWithSentence } from '../launcher/say';
import { type ServerAccount, serverAccount } from './account';
import { postgresBinaries } from './binaries';
import { withClient } from './client';
import { CLUSTER, launch, openCluster } from './cluster';

/** Time for PostgreSQL to answer, crash recovery of a killed server included. */
const ANSWERS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 30_000;

/**
 * Modest sizes for a laptop; unset sockets leave 127.0.0.1 as the only way in. Errors of sessions quote the values they are about: they
 * reach the hub, which knows what may be logged, and not PostgreSQL's own log.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  shared_buffers: '256MB',
  max_connections: '200',
  max_wal_size: '2GB',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
};

export interface EmbeddedServerOptions {
  /** Folder that holds, or will hold, `postgres/` (the data) and `postgres.log`. */
  directory: string;
  /** Password of the owner login `postgres`. */
  password: string;
  /** Settings beside the usual ones, such as `fsync: 'off'` for tests. */
  settings?: Record<string, string>;
  /** The only port that will do; unset: that of last time, or another one when it is taken. */
  port?: number;
}

export interface EmbeddedServer {
  pid: number;
  port: number;
  /** Address of the owner login. */
  ownerUrl: string;
}

/** The PostgreSQL of a data folder: the one that still runs there (a killed hub leaves its server behind), else a new one. */
export async function openEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const running = await runningServer(options.directory);
  if (running) {
    const server = { ...running, ownerUrl: ownerUrl(running.port, options.password) };
    await untilAnswering(server, () => isAlive(server.pid), options.directory);
    return server;
  }
  const account = serverAccount();
  const binaries = await postgresBinaries(account);
  const cluster = await openCluster(options.directory, binaries, options.password, account);
  return start(binaries, cluster, account, options);
}

/** Stops the server in order; rows that were acknowledged are on disk either way. */
export async function stopEmbeddedServer(server: { pid: number }): Promise<void> {
  if (!(await endProcess(server.pid, 'SIGINT', STOPS_WITHIN_MS))) await endProcess(server.pid, 'SIGQUIT', STOPS_WITHIN_MS);
}

/** The server that runs on a data folder, whoever started it. */
export async function runningServer(directory: string): Promise<{ pid: number; port: number } | undefined> {
  const file = join(directory, 'postgres', CLUSTER, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0) || !(port > 0) || !isAlive(pid)) return undefined;
  if (!(await isPostgres(pid))) {
    await rm(file, { force: true });
    return undefined;
  }
  return { pid, port };
}

/** After a restart of the machine the number in the file may belong to another program. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

async function start(
  binaries: string,
  cluster: string,
  account: ServerAccount | undefined,
  options: EmbeddedServerOptions,
): Promise<EmbeddedServer> {
  const port = options.port ?? (await choosePort(options.directory));
  const settings = Object.entries({ ...SETTINGS, port: String(port), ...options.settings });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(options.directory, 'postgres.log'), 'a', 0o600);
  fchmodSync(log, 0o600);
  const child = launch(join(binaries, 'bin/postgres'), ['-D', cluster, ...flags], account, log);
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
  await writeFile(file, String(port), { mode: 0o600 });
  return port;
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
  try {
    await withClient(url, 5_000, (client) => client.query('SELECT 1'));
    return undefined;
  } catch (error) {
    return error as { message: string; code?: string };
  }
}

function ownerUrl(port: number, password: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}
