import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../../../infra/launcher/root';
import { endWithRun } from './test-run';

/** An app as a process of its own, as in production. */
export interface AppProcess {
  pid: number;
  /** The address it said it listens on; empty for one that ran to its end. */
  url: string;
  /** All it has written so far. */
  output(): string;
  /** Kills it as a crash would (SIGKILL) and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop in order; answers its exit code, or null when a signal ended it. */
  stop(): Promise<number | null>;
}

export interface AppProcessOptions {
  /** Its whole environment beside PATH and HOME. */
  env: Record<string, string | undefined>;
  args?: readonly string[];
  /** Time until it says `ready <address>`; 30 s unless told. */
  timeoutMs?: number;
}

/** Starts `apps/<app>` from the build and waits until it says that it is ready. It does not outlive the test run. */
export async function startAppProcess(app: string, options: AppProcessOptions): Promise<AppProcess> {
  const running = launch(app, options);
  const url = await untilReady(app, running, options.timeoutMs ?? 90_000);
  return {
    pid: running.pid,
    url,
    output: running.output,
    kill: () => running.end('SIGKILL').then(() => undefined),
    stop: () => running.end('SIGTERM'),
  };
}

/** Runs `apps/<app>` to its end, as for `migrate`; throws what it wrote when it fails. */
export async function runApp(app: string, options: AppProcessOptions): Promise<string> {
  const running = launch(app, options);
  const code = await running.exited;
  if (code !== 0) throw new Error(`${app} ended with ${code}:\n${running.output()}`);
  return running.output();
}

function launch(app: string, { env, args = [] }: AppProcessOptions) {
  const entry = join(ROOT, 'dist/apps', app, 'src/main.js');
  if (!existsSync(entry)) throw new Error(`${entry} is not built: run "npm run build", or the test by "npm test -- <path>".`);
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: ROOT,
    env: { ...inherited, ...env },
    stdio: 'pipe',
  });
  endWithRun({ pid: child.pid ?? 0 });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  return { pid: child.pid ?? 0, output: () => output, isRunning: () => child.exitCode === null && child.signalCode === null, exited, end };
}

async function untilReady(app: string, running: ReturnType<typeof launch>, timeoutMs: number): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const ready = /^ready (\S+)/m.exec(running.output());
    if (ready) return ready[1] ?? '';
    if (!running.isRunning()) throw new Error(`${app} ended with ${await running.exited}:\n${running.output()}`);
    if (Date.now() > deadline) {
      await running.end('SIGKILL');
      throw new Error(`${app} was not ready within ${timeoutMs} ms:\n${running.output()}`);
    }
    await delay(20);
  }
}
