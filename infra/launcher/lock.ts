import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './processes';

/** A holder writes its process id right after making the folder; one older than this without an id was killed in between. */
const UNSIGNED_LOCK_IS_STALE_AFTER_MS = 5_000;

/** Runs the work while no other process on this machine holds the same lock folder. A lock whose holder was killed is taken over. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  while (!(await take(folder))) {
    if (await isStale(folder)) await rm(folder, { recursive: true, force: true });
    else await delay(100);
  }
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function take(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(join(folder, 'pid'), String(process.pid), { mode: 0o600 });
  return true;
}

async function isStale(folder: string): Promise<boolean> {
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
  if (pid > 0) return !isAlive(pid);
  const made = await stat(folder).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > UNSIGNED_LOCK_IS_STALE_AFTER_MS;
}
