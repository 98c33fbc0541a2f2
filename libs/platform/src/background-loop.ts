import { Logger } from '@nestjs/common';
import { databaseFailure } from './database/database-failure';
import { Trouble } from './trouble';

/** A round that failed is tried again no later than this, however rarely the loop has work. */
const LONGEST_RETRY_MS = 5000;

/**
 * Work that goes on by itself: one round after another, never two at once. A round says whether there is more to do
 * at once; otherwise the next one comes at `wake()` or after `idleMs`. A round that throws is tried again; the log has one
 * line when that begins and one when it has ended, and for a database that is away one for all loops of the process.
 */
export class BackgroundLoop {
  private readonly own: Trouble;
  private met: Trouble | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private rouse: (() => void) | undefined;

  constructor(
    name: string,
    private readonly idleMs: number,
    private readonly round: () => Promise<boolean>,
  ) {
    this.own = new Trouble(new Logger(name));
  }

  start(): void {
    this.stopping = false;
    this.running ??= this.loop();
  }

  wake(): void {
    this.woken = true;
    this.rouse?.();
  }

  /** Resolves when the round in progress has ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.rouse?.();
    await this.running;
    this.running = undefined;
    this.met?.forget(this);
    this.met = undefined;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      this.woken = false;
      let more = false;
      try {
        more = await this.round();
        this.met?.ended(this);
        this.met = undefined;
      } catch (error) {
        this.tell(error);
      }
      if (!more) await this.idle();
    }
  }

  private tell(error: unknown): void {
    const trouble = databaseFailure(error) === undefined ? this.own : Trouble.ofDatabase;
    if (trouble !== this.met) this.met?.ended(this);
    this.met = trouble;
    trouble.began(this, error instanceof Error ? error.message : String(error));
  }

  private async idle(): Promise<void> {
    if (this.woken || this.stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.met ? Math.min(this.idleMs, LONGEST_RETRY_MS) : this.idleMs);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.rouse = undefined;
  }
}
