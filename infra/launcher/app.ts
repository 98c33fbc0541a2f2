import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Variables } from './environment';
import { ROOT } from './root';
import { StopWithSentence, say } from './say';
import type { ServiceName } from './services';

/** What can be started: every service, the console's pages, or all of them in one process. */
export type AppName = ServiceName | 'console' | 'hub';

/** An app that is going to stop in order gets this long, then it is killed. */
const STOPS_WITHIN_MS = 15_000;

export interface RunningApp {
  process: ChildProcess;
  name: AppName;
  /** Its exit code; 0 when it was asked to stop and did so. */
  exited: Promise<number>;
  /** Whether it was asked to stop. */
  asked(): boolean;
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
  return { name: app, process: child, exited, asked: () => asked, stop };
}

/** Waits until the process ends. An end that nobody asked for is reported in one sentence and never counts as a success. */
export async function untilEnded(app: RunningApp): Promise<number> {
  const code = await app.exited;
  if (app.asked()) return code;
  const { signalCode } = app.process;
  const how = signalCode ? `was ended by ${signalCode}` : `ended by itself with code ${code}`;
  say(`${app.name} ${how}: its last messages stand above. What it had acknowledged is stored; start it again.`);
  return code || 1;
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
