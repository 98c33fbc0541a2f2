import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Variables } from './environment';
import { ROOT } from './root';
import { StopWithSentence } from './say';
import type { ServiceName } from './services';

/** What can be started: every service, the console's pages, or all of them in one process. */
export type AppName = ServiceName | 'console' | 'hub';

/** An app that is going to stop in order gets this long, then it is killed. */
const STOPS_WITHIN_MS = 15_000;

export interface RunningApp {
  process: ChildProcess;
  /** Its exit code; 0 when it was asked to stop and did so. */
  exited: Promise<number>;
  /** Asks it to stop in order, and waits for it. */
  stop(): Promise<number>;
}

export interface StartOptions {
  args?: readonly string[];
  /** Where its output goes; `pipe` for one who reads it. */
  output?: 'inherit' | 'pipe';
}

/** Starts a built app in an environment made by `environmentFor`. */
export function startApp(app: AppName, variables: Variables, options: StartOptions = {}): RunningApp {
  const output = options.output ?? 'inherit';
  const follow = join(ROOT, 'dist/infra/launcher/follow-launcher.js');
  const child = spawn(process.execPath, ['--enable-source-maps', '--require', follow, entryOf(app), ...(options.args ?? [])], {
    cwd: ROOT,
    env: variables,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  let asked = false;
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(asked && code === null ? 0 : (code ?? 1)));
  });
  const stop = async () => {
    asked = true;
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    const code = await exited;
    clearTimeout(killer);
    return code;
  };
  return { process: child, exited, stop };
}

/** Runs an app's migrations to their end. */
export async function migrate(app: AppName, variables: Variables, only: readonly string[] = []): Promise<void> {
  const code = await startApp(app, variables, { args: ['migrate', ...only] }).exited;
  if (code !== 0) throw new StopWithSentence('The migrations did not succeed; their message stands above.');
}

function entryOf(app: string): string {
  const entry = join(ROOT, 'dist/apps', app, 'src/main.js');
  if (!existsSync(entry))
    throw new StopWithSentence(`There is no app "${app}" in the build: run "npm run build" and look at its messages.`);
  return entry;
}
