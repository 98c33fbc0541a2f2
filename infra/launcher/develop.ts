import { execFile } from 'node:child_process';
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RunningApp, migrate, startApp, untilEnded } from './app';
import { type HubEnvironment, refuseTakenPort } from './environment';
import { ROOT } from './root';
import { say } from './say';
import { untilAskedToStop } from './signals';

/** An editor writes a file in several steps; what comes within this time is one change. */
const SETTLES_WITHIN_MS = 200;
const SOURCE = /\.(ts|tsx|json|html|css|scss)$/;

/** Runs the hub and, at each change of a source, builds, migrates and starts it again, until Ctrl-C. */
export async function develop({ variables }: HubEnvironment): Promise<number> {
  await refuseTakenPort(variables);
  let running: RunningApp | undefined;
  let work: Promise<void> = Promise.resolve();

  const restart = async () => {
    const built = await build();
    if (!built) return;
    await running?.stop();
    await migrate('hub', variables).catch(tell);
    running = startApp('hub', variables);
    void untilEnded(running);
  };
  const enqueue = () => (work = work.then(restart).catch(tell));

  const watchers = watchSources(() => void enqueue());
  void enqueue();
  await new Promise<void>((resolve) => untilAskedToStop(resolve));
  for (const watcher of watchers) watcher.close();
  await work;
  await running?.stop();
  return 0;
}

function watchSources(changed: () => void): FSWatcher[] {
  let timer: NodeJS.Timeout | undefined;
  const noticed = (_: string, file: string | Buffer | null) => {
    if (file === null || !SOURCE.test(String(file))) return;
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLES_WITHIN_MS);
  };
  return ['apps', 'libs', 'infra'].map((folder) => watch(join(ROOT, folder), { recursive: true }, noticed));
}

function tell(error: unknown): void {
  say((error as Error).message);
}

async function build(): Promise<boolean> {
  try {
    await promisify(execFile)(process.execPath, [join(ROOT, 'infra/build.mjs')], { cwd: ROOT });
    return true;
  } catch (error) {
    say((error as { stderr?: string }).stderr?.trim() || String(error));
    return false;
  }
}
