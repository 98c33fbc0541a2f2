import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { removeContainer } from '../../../infra/launcher/containers';
import { withLock } from '../../../infra/launcher/lock';
import { isAlive } from '../../../infra/launcher/processes';

const PREFIX = 'hub-tests-';

/** Files in memory, where Linux has them: a database is hundreds of files, and each spec makes one. */
const IN_MEMORY = '/dev/shm';
const ROOM_BYTES = 6 * 2 ** 30;

/** What has to be ended when the run is over. */
export type Handle = { pid: number } | { container: string };

/** Makes the folder of one run of the tests; its workers find it through the environment. */
export async function openTestRun(): Promise<void> {
  const folder = mkdtempSync(join(hasRoomInMemory() ? IN_MEMORY : tmpdir(), PREFIX));
  await chmod(folder, 0o755); // PostgreSQL may run under an account of its own
  await mkdir(join(folder, 'handles'));
  await writeFile(join(folder, 'pid'), String(process.pid));
  process.env['HUB_TEST_RUN'] = folder;
}

/** The folder of the run that this process belongs to. */
export function testRunFolder(): string {
  const folder = process.env['HUB_TEST_RUN'];
  if (!folder) throw new Error('No test run is open: vitest.config.mjs opens one in its globalSetup.');
  return folder;
}

/** Starts something once for the whole run, whichever worker asks first; the others get what that one answered. */
export function oncePerRun<T>(name: string, start: () => Promise<T>): Promise<T> {
  const file = join(testRunFolder(), `${name}.json`);
  return withLock(`${file}.lock`, async () => {
    const known = await readFile(file, 'utf8').catch(() => undefined);
    if (known !== undefined) return JSON.parse(known) as T;
    const started = await start();
    await writeFile(file, JSON.stringify(started));
    return started;
  });
}

/** Has it ended with the run, however the run ends. */
export function endWithRun(handle: Handle): void {
  const name = 'pid' in handle ? `pid-${handle.pid}` : `container-${handle.container}`;
  writeFileSync(join(testRunFolder(), 'handles', name), JSON.stringify(handle));
}

/** Ends what the run started and removes its folder. */
export async function closeTestRun(folder: string): Promise<void> {
  for (const name of readdirSync(join(folder, 'handles'))) {
    await end(JSON.parse(readFileSync(join(folder, 'handles', name), 'utf8')) as Handle);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Clears up after runs that were killed before they could. */
export async function closeAbandonedRuns(): Promise<void> {
  const places = [tmpdir(), IN_MEMORY].filter((place) => existsSync(place));
  const folders = places.flatMap((place) => readdirSync(place).map((name) => join(place, name)));
  for (const folder of folders.filter((each) => basename(each).startsWith(PREFIX))) {
    try {
      if (!isAlive(Number(readFileSync(join(folder, 'pid'), 'utf8')))) await closeTestRun(folder);
    } catch {
      // another user's, or just being made
    }
  }
}

function hasRoomInMemory(): boolean {
  if (!existsSync(IN_MEMORY)) return false;
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return Math.min(bavail * bsize, freemem()) > ROOM_BYTES;
}

async function end(handle: Handle): Promise<void> {
  if ('container' in handle) await removeContainer(handle.container).catch(() => undefined);
  else if (isAlive(handle.pid)) process.kill(handle.pid, 'SIGKILL');
}
