import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbeddedServer, openEmbeddedServer, stopEmbeddedServer } from '../postgres/server';
import { withLock } from './lock';
import { isAlive } from './processes';

export interface SharedServer extends EmbeddedServer {
  /** Says that this process needs it no longer; the last one stops it. */
  close(): Promise<void>;
}

/**
 * The PostgreSQL of a data folder, for as long as this process needs it. Several commands may use one folder at once (`npm start` and
 * `npm run token`): each leaves its process id there, and whoever leaves last stops the server, also one that a killed hub left running.
 */
export async function openSharedServer(directory: string, password: string): Promise<SharedServer> {
  const users = join(directory, 'postgres.users');
  const mine = join(users, String(process.pid));
  const lock = join(directory, 'postgres.lock');
  await mkdir(users, { recursive: true });
  const server = await withLock(lock, async () => {
    const opened = await openEmbeddedServer({ directory, password });
    await writeFile(mine, '');
    return opened;
  });
  const close = () =>
    withLock(lock, async () => {
      await rm(mine, { force: true });
      if (!(await isUsed(users))) await stopEmbeddedServer(server);
    });
  return { ...server, close };
}

async function isUsed(users: string): Promise<boolean> {
  let used = false;
  for (const pid of await readdir(users)) {
    if (isAlive(Number(pid))) used = true;
    else await rm(join(users, pid), { force: true });
  }
  return used;
}
