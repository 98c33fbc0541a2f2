import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { BackgroundLoop } from '#libs/platform';

/** How long an instance may take over what it has claimed before another one may try; longer than any carrier's time. */
const LEASE_MS = 300_000;
/** On their way at once in one process. */
const AT_ONCE = 8;
/** What other instances queued, and what is due again, is found by looking this often. */
const IDLE_MS = 1000;

/** A kind of messages: how those that are due are claimed, and how a claimed one is sent. */
export interface OutgoingMessages {
  claim(claim: string, leaseMs: number, limit: number): Promise<string[]>;
  send(id: string, claim: string): Promise<void>;
}

/** Sends what is due, some at once. */
export class CarrierLoop {
  private readonly logger = new Logger(CarrierLoop.name);
  private readonly loop: BackgroundLoop;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    name: string,
    private readonly outgoing: OutgoingMessages,
  ) {
    this.loop = new BackgroundLoop(name, IDLE_MS, () => this.round());
  }

  start(): void {
    this.loop.start();
  }

  wake(): void {
    this.loop.wake();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await Promise.all(this.underWay);
  }

  // One that takes long keeps its own place only: the others go on.
  private async round(): Promise<boolean> {
    const room = AT_ONCE - this.underWay.size;
    if (room <= 0) return false;
    const claim = randomUUID();
    const due = await this.outgoing.claim(claim, LEASE_MS, room);
    for (const id of due) {
      const work: Promise<void> = this.send(id, claim).finally(() => {
        this.underWay.delete(work);
        this.loop.wake();
      });
      this.underWay.add(work);
    }
    return due.length > 0;
  }

  // What throws was not settled: its lease ends, and it goes out again.
  private async send(id: string, claim: string): Promise<void> {
    try {
      await this.outgoing.send(id, claim);
    } catch (error) {
      this.logger.warn(`message ${id} was not settled: ${error instanceof Error ? error.name : 'failed'}`);
    }
  }
}
