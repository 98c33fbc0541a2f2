import { randomUUID } from 'node:crypto';
import { databasePool, migrateAll } from '#libs/platform';
import { freshDatabase, startKafka } from '#libs/testing';
import { embeddedBusDatabase, type Bus, type BusRecord, type ReadRecord } from '#libs/messaging';
import { EmbeddedBus } from '../../src/embedded/embedded-bus';
import { cut } from '../../src/embedded/log-retention';
import { KafkaBus } from '../../src/kafka/kafka-bus';
import type { KafkaSettings } from '../../src/kafka/kafka-settings';
import { expireOnKafka } from './kafka-admin';

/** One bus, as several processes would open it. */
export interface BusWorld {
  /** A bus of its own, as another process has it. */
  open(): Bus;
  /** What stands on the topic has become older than its retention. */
  expire(topic: string): Promise<void>;
  close(): Promise<void>;
}

export async function embeddedWorld(): Promise<BusWorld & { readonly url: string }> {
  const database = await freshDatabase(['bus']);
  const { bus: url = '' } = database.urls;
  await migrateAll([{ name: 'bus', configs: [], databases: [embeddedBusDatabase], module: () => ({ module: EmbeddedBus }) }], [], {
    BUS_DATABASE_URL: url,
  });
  const expire = async (topic: string): Promise<void> => {
    const pool = databasePool({ connectionString: url, options: '-c search_path=bus' });
    await pool.query(`UPDATE event_log SET appended_at = now() - interval '15 days' WHERE topic = $1`, [topic]);
    await cut(pool, topic, 14);
    await pool.end();
  };
  return { ...worldOf(() => new EmbeddedBus(url, 200), expire, database.close), url };
}

export async function kafkaWorld(): Promise<BusWorld> {
  const brokers = (await startKafka()) ?? '';
  return worldOf(
    () => kafkaBus(brokers),
    (topic) => expireOnKafka(brokers, topic),
    () => Promise.resolve(),
  );
}

export const kafkaSettingsOf = (brokers = ''): KafkaSettings => ({
  brokers: [brokers],
  saslMechanism: 'scram-sha-512',
  ssl: false,
  replication: 1,
  createTopics: true,
  sessionTimeoutMs: 6000,
});

export const kafkaBus = (brokers = ''): KafkaBus => new KafkaBus(kafkaSettingsOf(brokers), 'conformance');

function worldOf(make: () => Bus, expire: BusWorld['expire'], end: () => Promise<void>): BusWorld {
  const buses: Bus[] = [];
  return {
    open: () => {
      const bus = make();
      buses.push(bus);
      return bus;
    },
    expire,
    close: async () => {
      await Promise.all(buses.map((bus) => bus.close()));
      await end();
    },
  };
}

export const newTopic = (): string => `test.${randomUUID()}.v1`;

/** `count` records over `keys` keys; the value counts per key from 1. */
export function recordsOf(keys: readonly string[], count: number, from = 0): BusRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const key = keys[index % keys.length] ?? '';
    const value = String(from + Math.floor(index / keys.length) + 1);
    return { key, headers: { ce_id: `${key}-${value}`, 'content-type': 'text/plain' }, value: Buffer.from(value) };
  });
}

/** What members of a group have been given. */
export class Received {
  readonly records: ReadRecord[] = [];

  readonly take = (records: readonly ReadRecord[]): Promise<void> => {
    this.records.push(...records);
    return Promise.resolve();
  };

  /** Per key the values in the order in which each was first given: what the inbox lets through. */
  firsts(): Map<string, number[]> {
    const found = new Map<string, number[]>();
    for (const { key, value } of this.records) {
      const values = found.get(key) ?? [];
      if (!values.includes(Number(value))) values.push(Number(value));
      found.set(key, values);
    }
    return found;
  }

  get distinct(): number {
    return new Set(this.records.map(({ headers }) => headers.ce_id)).size;
  }
}

/** 1, 2, 3 … n */
export const countTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
