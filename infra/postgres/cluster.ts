import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StopWithSentence } from '../launcher/say';
import { type ServerAccount, canEnter } from './account';
import { shelteredData } from './shelter';

/** Folder of a finished database; it gets this name only when it is whole. */
export const CLUSTER = 'cluster';

/** The database files of a data folder, made if they are missing; owned by the account that PostgreSQL runs under. */
export async function openCluster(
  directory: string,
  binaries: string,
  password: string,
  account: ServerAccount | undefined,
): Promise<string> {
  const data = await dataFolder(directory, account);
  const cluster = join(data, CLUSTER);
  if (!existsSync(cluster)) await initialise(binaries, data, password, account);
  return cluster;
}

async function dataFolder(directory: string, account: ServerAccount | undefined): Promise<string> {
  const data = join(directory, 'postgres');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (await lstat(data).catch(() => undefined)) return realpath(data);
  if (account && canEnter(dirname(directory), account)) await letPass(directory);
  if (canEnter(directory, account)) {
    await mkdir(data, { mode: 0o700 });
  } else {
    await symlink(await shelteredData(`data-${randomUUID()}`, data), data);
  }
  if (account) await chown(data, account.uid, account.gid);
  return realpath(data);
}

/** A data folder may be made for root alone; what is secret in it has its own protection. */
async function letPass(directory: string): Promise<void> {
  const { mode } = await stat(directory);
  await chmod(directory, mode | 0o011);
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

/** In a session of its own: Ctrl-C in the terminal must stop the app first, and only then its database. */
export function launch(binary: string, args: string[], account: ServerAccount | undefined, output: number | 'pipe'): ChildProcess {
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
