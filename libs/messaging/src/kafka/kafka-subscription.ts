import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { OnRecords, ReadRecord, Subscription } from '../bus';
import { throttled } from '../throttled';
import { PartitionQueue } from './partition-queue';

const COMMIT_MS = 50;
const ANEW_MS = 1000;
const MOST_DEATHS = 5;
const DEATHS_WITHIN_MS = 60_000;

/** One member of a consumer group: fetches into a queue per partition, commits what was handled, tells when it cannot go on. */
export class KafkaSubscription {
  private consumer: Consumer;
  private deaths: number[] = [];
  private anew: Promise<void> | undefined;
  private readonly queues = new Map<string, PartitionQueue>();
  private readonly handled = new Map<string, { topic: string; partition: number; offset: string }>();
  private committing: Promise<void> = Promise.resolve();
  private readonly commitSoon = throttled(COMMIT_MS, () => this.commit());
  private readonly logger: Logger;
  private stopping = false;

  constructor(
    private readonly kafka: Kafka,
    readonly subscription: Subscription,
    private readonly onRecords: OnRecords,
    private readonly sessionTimeoutMs: number,
  ) {
    this.logger = new Logger(`kafka ${subscription.group}`);
    this.consumer = this.makeConsumer();
  }

  async start(): Promise<void> {
    const { consumer } = this;
    const { events } = consumer;
    consumer.on(events.REBALANCING, () => this.abandon());
    consumer.on(events.GROUP_JOIN, () => this.abandon());
    consumer.on(events.CRASH, ({ payload: { error } }) => {
      this.abandon();
      this.anew = this.beginAnew(error);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.subscription.topics], fromBeginning: this.subscription.fromBeginning });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1,
      eachBatch: (payload) => this.fetched(payload),
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.anew;
    this.abandon();
    await Promise.all([...this.queues.values()].map((queue) => queue.idle()));
    await this.commit().catch(() => undefined);
    await this.consumer.disconnect().catch(() => undefined);
  }

  // Asked anew after every wait.
  private hasStopped(): boolean {
    return this.stopping;
  }

  private async fetched({ batch, ...kafka }: EachBatchPayload): Promise<void> {
    const last = batch.messages.at(-1);
    if (this.hasStopped() || kafka.isStale() || !last) return;
    this.queueOf(batch.topic, batch.partition).add(batch.messages.map((message) => recordOf(batch, message)));
    // Only the place to fetch from next; what is committed follows the handling.
    kafka.resolveOffset(last.offset);
    await kafka.heartbeat();
  }

  private queueOf(topic: string, partition: number): PartitionQueue {
    const key = `${topic}/${String(partition)}`;
    const place = [{ topic, partitions: [partition] }];
    const found = this.queues.get(key);
    if (found) return found;
    let paused = false;
    const made = new PartitionQueue(topic, partition, this.onRecords, {
      handled: (offset) => {
        this.handled.set(key, { topic, partition, offset });
        this.commitSoon();
      },
      full: () => {
        paused = true;
        this.consumer.pause(place);
      },
      roomAgain: () => {
        if (paused) this.consumer.resume(place);
        paused = false;
      },
    });
    this.queues.set(key, made);
    return made;
  }

  // Partitions are dealt out anew: everything that is not in hand is fetched again by whoever owns it then.
  private abandon(): void {
    for (const queue of this.queues.values()) queue.abandon();
    const paused = this.consumer.paused();
    if (paused.length > 0) this.consumer.resume(paused);
  }

  private commit(): Promise<void> {
    const mine = this.committing.then(() => this.commitHandled());
    this.committing = mine.catch(() => undefined);
    return mine;
  }

  private async commitHandled(): Promise<void> {
    const offsets = [...this.handled.values()];
    this.handled.clear();
    // One that is lost, or comes too late for its generation, gives records again, which every inbox expects.
    if (offsets.length > 0) await this.consumer.commitOffsets(offsets);
  }

  // kafkajs gives up for good on errors that a broker's restart causes too, and after others begins again by a timer that a stop may come
  // too early to end: so it never does, the broker is waited for, and a new consumer begun.
  // One that ends again and again although it can connect has another reason; then the process must go.
  private async beginAnew(error: Error): Promise<void> {
    if (this.hasStopped()) return;
    const now = performance.now();
    this.deaths = [...this.deaths.filter((at) => now - at < DEATHS_WITHIN_MS), now];
    if (this.deaths.length > MOST_DEATHS) {
      this.logger.fatal(`the consumer cannot go on: ${error.message}`);
      this.subscription.onDied?.(error);
      return;
    }
    this.logger.warn(`the consumer ended and begins anew: ${error.message}`);
    for (let begun = false; !begun;) {
      await sleep(ANEW_MS);
      await this.consumer.disconnect().catch(() => undefined);
      if (this.hasStopped()) return;
      this.consumer = this.makeConsumer();
      begun = await this.start().then(
        () => true,
        () => false,
      );
    }
  }

  private makeConsumer(): Consumer {
    return this.kafka.consumer({
      groupId: this.subscription.group,
      sessionTimeout: this.sessionTimeoutMs,
      rebalanceTimeout: Math.max(this.sessionTimeoutMs, 10_000),
      heartbeatInterval: Math.min(3000, Math.floor(this.sessionTimeoutMs / 5)),
      allowAutoTopicCreation: false,
      // An answer comes as soon as there is a record; this only bounds how long a stop takes.
      maxWaitTimeInMs: 300,
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 30, restartOnFailure: () => Promise.resolve(false) },
    });
  }
}

function recordOf({ topic, partition }: { topic: string; partition: number }, message: KafkaMessage): ReadRecord {
  const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]);
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key?.toString('utf8') ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>,
    value: message.value ?? Buffer.alloc(0),
  };
}
