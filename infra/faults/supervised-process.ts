import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endWithRun } from '#libs/testing';
import { ROOT } from '../launcher/root';

/** A supervisor's pause before it starts a process again. */
const RESTART_MS = 500;
const STOPS_WITHIN_MS = 15_000;
const READY_WITHIN_MS = 60_000;
const KEPT_OUTPUT = 4000;

/** One instance of a service as an operating system process, started again whenever it ends, as a supervisor would. */
export class SupervisedProcess {
  /** Where it answers; undefined while it is down or starting. */
  url: string | undefined;
  /** How often it ended although nobody had killed it. */
  endedByItself = 0;
  /** The last of what it wrote. */
  output = '';
  private child: ChildProcess | undefined;
  private killed = false;
  private stopping = false;
  private gone: Promise<void> = Promise.resolve();

  constructor(
    readonly service: string,
    /** Also its name at PostgreSQL, which shows there which instance holds a lock. */
    readonly name: string,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {}

  start(): void {
    const follow = join(ROOT, 'dist/infra/launcher/follow-launcher.js');
    const entry = join(ROOT, 'dist/infra/faults/service-process.js');
    if (!existsSync(entry)) throw new Error(`${entry} is not built: run "npm run build", or the test by "npm test -- <path>".`);
    const child = spawn(process.execPath, ['--enable-source-maps', '--require', follow, entry, this.service], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...this.env },
      detached: true, // Ctrl-C reaches it only through us
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    if (child.pid !== undefined) endWithRun({ pid: child.pid });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-KEPT_OUTPUT);
        this.url ??= /^ready (\S+)/m.exec(text)?.[1];
      });
    }
    this.gone = new Promise((resolve) => {
      child.once('error', () => resolve()).once('close', () => resolve());
    });
    void this.gone.then(() => this.ended());
  }

  async ready(asked: AbortSignal): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (this.url === undefined) {
      asked.throwIfAborted();
      if (Date.now() > deadline) throw new Error(`${this.name} was not ready within ${READY_WITHIN_MS / 1000} s:\n${this.output}`);
      await delay(50);
    }
  }

  /** SIGKILL, and wait until it is gone; it comes back by itself. Rejects where nothing was killed: a fault that did not happen proves nothing. */
  async kill(): Promise<void> {
    this.killed = true;
    if (!this.child?.kill('SIGKILL')) throw new Error(`${this.name} was not there to be killed`);
    await this.gone;
  }

  /** Asks it to stop in order, and sees to it. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.child?.kill('SIGTERM');
    const killer = setTimeout(() => this.child?.kill('SIGKILL'), STOPS_WITHIN_MS);
    await this.gone;
    clearTimeout(killer);
  }

  private async ended(): Promise<void> {
    this.url = undefined;
    if (this.stopping) return;
    if (!this.killed) this.endedByItself += 1;
    this.killed = false;
    await delay(RESTART_MS);
    // Asked to stop meanwhile.
    if (!(this.stopping as boolean)) this.start();
  }
}
