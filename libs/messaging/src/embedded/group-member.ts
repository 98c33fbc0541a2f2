import { BackgroundLoop } from '#libs/platform';
import type { OnRecords } from '../bus';
import { throttled } from '../throttled';
import type { EventLog } from './event-log';
import type { GroupTable, OwnedPartition } from './group-table';
import { keyOf, PartitionReader } from './partition-reader';

const BEAT_MS = 1000;
const COMMIT_MS = 20;

/** One process's part in a consumer group: keeps its lease, takes and gives up partitions, writes down how far it has read. */
export class GroupMember {
  private readonly readers = new Map<string, PartitionReader>();
  private readonly uncommitted = new Map<string, OwnedPartition>();
  private readonly beats: BackgroundLoop;
  private readonly polls: BackgroundLoop;
  private committing: Promise<void> = Promise.resolve();
  private readonly commitSoon = throttled(COMMIT_MS, () => this.commit());

  constructor(
    private readonly table: GroupTable,
    private readonly log: EventLog,
    private readonly onRecords: OnRecords,
    /** Tells the group's other members that partitions or members have changed. */
    private readonly changed: () => void,
    pollMs: number,
  ) {
    this.beats = new BackgroundLoop('bus membership', BEAT_MS, () => this.beat());
    this.polls = new BackgroundLoop('bus poll', pollMs, () => this.poll());
  }

  get id(): string {
    return this.table.member;
  }

  async start(topics: readonly string[]): Promise<void> {
    for (const topic of topics) await this.log.partitionsOf(topic);
    await this.table.join();
    await this.beat();
    this.changed();
    this.beats.start();
    this.polls.start();
  }

  /** There is something new in a partition. */
  wake(place: string): void {
    this.readers.get(place)?.wake();
  }

  /** Members or partitions of the group have changed: look at once. */
  rebalance(): void {
    this.beats.wake();
  }

  async stop(): Promise<void> {
    await Promise.all([this.beats.stop(), this.polls.stop()]);
    await Promise.all([...this.readers.values()].map((reader) => reader.stop()));
    this.readers.clear();
    await this.commit().catch(() => undefined);
    await this.table.leave().catch(() => undefined);
    this.changed();
  }

  private async beat(): Promise<boolean> {
    await this.table.beat();
    const share = await this.table.share();
    const wanted = new Set(share.map(keyOf));
    const given = [...this.readers.values()].filter(({ place }) => !wanted.has(keyOf(place)));
    await Promise.all(given.map((reader) => this.giveUp(reader)));
    const owned = await this.table.claim(share);
    for (const place of owned) this.take(place);
    await this.dropLost(new Set(owned.map(keyOf)));
    if (given.length > 0) this.changed();
    return false;
  }

  private take(place: OwnedPartition): void {
    if (this.readers.has(keyOf(place))) return;
    const reader = new PartitionReader(this.log, place, this.onRecords, (read) => {
      this.uncommitted.set(keyOf(read), read);
      this.commitSoon();
    });
    this.readers.set(keyOf(place), reader);
    reader.start();
  }

  private async giveUp(reader: PartitionReader): Promise<void> {
    await reader.stop();
    this.readers.delete(keyOf(reader.place));
    await this.commit();
    await this.table.release(reader.place);
  }

  // The lease of these ended while this process was away; another member has them, or will.
  private async dropLost(owned: ReadonlySet<string>): Promise<void> {
    for (const [place, reader] of this.readers) {
      if (owned.has(place)) continue;
      this.readers.delete(place);
      await reader.stop();
      this.uncommitted.delete(place);
    }
  }

  private async poll(): Promise<boolean> {
    for (const place of await this.table.behind()) this.wake(keyOf(place));
    return false;
  }

  // One after another: giving a partition up must not overtake a commit that is on its way.
  private commit(): Promise<void> {
    const mine = this.committing.then(() => this.commitRead());
    this.committing = mine.catch(() => undefined);
    return mine;
  }

  private async commitRead(): Promise<void> {
    const read = [...this.uncommitted.values()];
    if (read.length === 0) return;
    this.uncommitted.clear();
    try {
      await this.table.commit(read);
    } catch (error) {
      for (const place of read) if (!this.uncommitted.has(keyOf(place))) this.uncommitted.set(keyOf(place), place);
      this.commitSoon();
      throw error;
    }
  }
}
