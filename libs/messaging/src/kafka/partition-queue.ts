import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { OnRecords, ReadRecord } from '../bus';

/** Records handed over at once; the queue looks up between them, so a rebalance or a stop need not wait for more. */
const AT_ONCE = 64;
/** Above this the partition is paused until half of it is handled. */
const MOST_WAITING = 512;
const LONGEST_PAUSE_MS = 2000;

/**
 * What was fetched of one partition and is not handled yet. Fetching goes on, with its heartbeats, while handlers work,
 * so a slow handler never costs the membership; a full queue pauses the partition.
 */
export class PartitionQueue {
  private waiting: ReadRecord[] = [];
  private working: Promise<void> | undefined;
  private readonly logger: Logger;

  constructor(
    readonly topic: string,
    readonly partition: number,
    private readonly onRecords: OnRecords,
    private readonly events: { handled(next: string): void; full(): void; roomAgain(): void },
  ) {
    this.logger = new Logger(`kafka ${topic}/${String(partition)}`);
  }

  add(records: readonly ReadRecord[]): void {
    this.waiting.push(...records);
    if (this.waiting.length > MOST_WAITING) this.events.full();
    this.working ??= this.work().finally(() => {
      this.working = undefined;
    });
  }

  /** Forgets what has not been begun: it will be given again, here or to another member. */
  abandon(): void {
    this.waiting = [];
  }

  /** Resolves when nothing is in hand any more. */
  async idle(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const { waiting } = this;
      const records = waiting.slice(0, AT_ONCE);
      const last = records.at(-1);
      if (!(await this.handled(records)) || !last) continue;
      this.events.handled(String(BigInt(last.offset) + 1n));
      // Abandoned meanwhile: what is in the queue now begins again further ahead.
      if (this.waiting === waiting) waiting.splice(0, records.length);
      if (this.waiting.length <= MOST_WAITING / 2) this.events.roomAgain();
    }
  }

  // An error may not leave: kafkajs would crash, restart, and meet the same records again. They are tried again here.
  private async handled(records: readonly ReadRecord[]): Promise<boolean> {
    const { waiting } = this;
    for (let pause = 50; this.waiting === waiting; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      try {
        await this.onRecords(records);
        return true;
      } catch (error) {
        if (this.waiting !== waiting) return false;
        this.logger.error(error instanceof Error ? error.message : String(error));
        await sleep(pause);
      }
    }
    return false;
  }
}
