import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EmbeddedServer, openEmbeddedServer, runningServer, stopEmbeddedServer } from '../postgres/server';
import { withLock } from './lock';
import { isAlive } from './processes';
import { say } from './say';

/** How often a command looks whether its PostgreSQL still runs. */
const LOOKS_EVERY_MS = 500;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export interface SharedServer extends EmbeddedServer {
  /** Says that this process needs it no longer; the last one stops it. */
  close(): Promise<void>;
}

/**
 * The PostgreSQL of a data folder, for as long as this process needs it. Several commands may use one folder at once (`npm start` and
 * `npm run token`): each leaves its process id there, and whoever leaves last stops the server, also one that a killed hub left running.
 * One that dies meanwhile is started again at the same address.
 */
export async function openSharedServer(directory: string, password: string): Promise<SharedServer> {
  const users = join(directory, 'postgres.users');
  const mine = join(users, String(process.pid));
  const lock = join(directory, 'postgres.lock');
  await mkdir(users, { recursive: true, mode: 0o700 });
  const server = await withLock(lock, async () => {
    const opened = await openEmbeddedServer({ directory, password });
    await writeFile(mine, '', { mode: 0o600 });
    return opened;
  });
  const reopen = () => withLock(lock, () => openEmbeddedServer({ directory, password, port: server.port }));
  const supervision = supervise(server, reopen);
  const close = async () => {
    await supervision.end();
    await withLock(lock, async () => {
      await rm(mine, { force: true });
      if (await isUsed(users)) return;
      // Perhaps another command started the one that runs now.
      const running = await runningServer(directory);
      if (running !== undefined) await stopEmbeddedServer(running);
    });
  };
  return { ...server, close };
}

/** Starts the server again whenever it has died, waiting longer after each try that failed; one line says so. */
function supervise(server: EmbeddedServer, reopen: () => Promise<EmbeddedServer>): { end(): Promise<void> } {
  const ending = new AbortController();
  const pause = (ms: number) => delay(ms, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
  const watch = async () => {
    let { pid } = server;
    while (!ending.signal.aborted) {
      if (isAlive(pid)) await pause(LOOKS_EVERY_MS);
      else pid = await startAgain();
    }
  };
  const startAgain = async (): Promise<number> => {
    const since = Date.now();
    for (let wait = FIRST_PAUSE_MS; !ending.signal.aborted; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      try {
        const { pid } = await reopen();
        say(`PostgreSQL ended unexpectedly; it runs again after ${((Date.now() - since) / 1000).toFixed(1)} s.`);
        return pid;
      } catch (error) {
        if (wait === FIRST_PAUSE_MS)
          say(`PostgreSQL ended unexpectedly and does not start yet; it is tried again. ${(error as Error).message}`);
        await pause(wait);
      }
    }
    return server.pid;
  };
  const watching = watch();
  return {
    end: () => {
      ending.abort();
      return watching;
    },
  };
}

async function isUsed(users: string): Promise<boolean> {
  let used = false;
  for (const pid of await readdir(users)) {
    if (isAlive(Number(pid))) used = true;
    else await rm(join(users, pid), { force: true });
  }
  return used;
}
