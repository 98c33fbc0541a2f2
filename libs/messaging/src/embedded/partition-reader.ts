import { BackgroundLoop } from '#libs/platform';
import type { OnRecords } from '../bus';
import type { EventLog } from './event-log';
import type { OwnedPartition, PartitionRef } from './group-table';

const MOST_RECORDS = 256;
/** Waking and polling are the group member's; this is only a last resort. */
const IDLE_MS = 30_000;

/** Reads one partition for a group, one batch after another. */
export class PartitionReader {
  private position: bigint;
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly log: EventLog,
    readonly place: OwnedPartition,
    private readonly onRecords: OnRecords,
    private readonly done: (read: OwnedPartition) => void,
  ) {
    this.position = place.nextOffset;
    this.loop = new BackgroundLoop(`reader ${keyOf(place)}`, IDLE_MS, () => this.round());
  }

  start(): void {
    this.loop.start();
  }

  wake(): void {
    this.loop.wake();
  }

  /** Resolves when the batch in hand has been handled. */
  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async round(): Promise<boolean> {
    const { topic, partition } = this.place;
    const records = await this.log.read(topic, partition, this.position, MOST_RECORDS);
    const last = records.at(-1);
    if (!last) return false;
    await this.onRecords(records);
    this.position = BigInt(last.offset) + 1n;
    this.done({ topic, partition, nextOffset: this.position });
    return records.length === MOST_RECORDS;
  }
}

export function keyOf({ topic, partition }: PartitionRef): string {
  return `${topic}/${String(partition)}`;
}
