import { Logger } from '@nestjs/common';

/**
 * Work that goes on by itself: one round after another, never two at once. A round says whether there is more to do
 * at once; otherwise the next one comes at `wake()` or after `idleMs`. A round that throws is logged and tried again.
 */
export class BackgroundLoop {
  private readonly logger: Logger;
  private running: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private rouse: (() => void) | undefined;

  constructor(
    name: string,
    private readonly idleMs: number,
    private readonly round: () => Promise<boolean>,
  ) {
    this.logger = new Logger(name);
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
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      this.woken = false;
      let more = false;
      try {
        more = await this.round();
      } catch (error) {
        this.logger.error(error instanceof Error ? error.message : String(error));
      }
      if (!more) await this.idle();
    }
  }

  private async idle(): Promise<void> {
    if (this.woken || this.stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.idleMs);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.rouse = undefined;
  }
}
