import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '#libs/testing';
import { brokerProblem, startBroker } from '../kafka/start-broker';
import { environmentFor, type HubEnvironment, type Variables } from '../launcher/environment';
import { startChild, type Child } from './messaging-child';
import type { acts as consumerActs } from './messaging-consumer';
import type { acts as producerActs } from './messaging-producer';

/** A consuming and a producing service, each a process of its own, on one bus. */
export interface Pair {
  readonly consumer: Child<typeof consumerActs>;
  readonly producer: Child<typeof producerActs>;
  /** Resolves when the consumer has handled that many in all. */
  readonly untilHandled: (total: number) => Promise<void>;
  end(): Promise<void>;
}

export interface MessagingWorld {
  /** The consuming service's database, for the limit. */
  readonly databaseUrl: string;
  /** Address of a broker, or why there is none. */
  readonly kafka: { readonly brokers: string } | { readonly problem: string };
  pair(bus: 'embedded' | 'kafka'): Promise<Pair>;
  close(): Promise<void>;
}

const PATIENCE = { timeoutMs: 120_000, everyMs: 10 };

/** Databases on an embedded PostgreSQL that does sync to disk, and a broker where one can run; no hub. */
export async function startMessagingWorld(): Promise<MessagingWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-bench-'));
  // As root, PostgreSQL runs under another account, which must be able to reach its files.
  await chmod(directory, 0o755);
  const given = { ...process.env, KAFKA_BROKERS: undefined, DATABASE_URL: undefined, PORT: '0', LOG_LEVEL: 'warn' };
  const environment = await environmentFor(['caseload', 'provider-gateway'], { directory, given });
  const problem = await brokerProblem();
  const broker = problem === undefined ? await startBroker({ directory: join(directory, 'kafka') }).catch(closing(environment)) : undefined;
  return {
    databaseUrl: environment.variables['CASELOAD_DATABASE_URL'] ?? '',
    kafka: broker ? { brokers: broker.brokers } : { problem: problem ?? '' },
    pair: (bus) => startPair({ ...environment.variables, PORT: '0', KAFKA_BROKERS: bus === 'kafka' ? broker?.brokers : undefined }),
    close: async () => {
      await broker?.stop();
      await environment.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function closing(environment: HubEnvironment): (error: unknown) => Promise<never> {
  return async (error) => {
    await environment.close();
    throw error;
  };
}

async function startPair(variables: Variables): Promise<Pair> {
  const consumer = startChild<typeof consumerActs>('messaging-consumer', variables);
  const producer = startChild<typeof producerActs>('messaging-producer', { ...variables, DATABASE_POOL: '16' });
  let handled = 0;
  consumer.onWord((word) => {
    handled = Number(word);
    producer.tell(handled);
  });
  await consumer.ask('migrate');
  await producer.ask('migrate');
  await producer.ask('begin');
  return {
    consumer,
    producer,
    untilHandled: (total) =>
      eventually(() => {
        if (handled < total) throw new Error(`${String(handled)} of ${String(total)} events have been handled`);
      }, PATIENCE),
    end: async () => {
      await consumer.ask('pause');
      await Promise.all([consumer.end(), producer.end()]);
    },
  };
}
