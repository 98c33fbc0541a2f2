import { closeSync, openSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Broker } from '../../../infra/kafka/broker';
import { startBroker, type BrokerOptions } from '../../../infra/kafka/start-broker';
import { endWithRun, oncePerRun, testRunFolder } from './test-run';

/** A broker that a test may kill. */
export type OwnKafka = Pick<Broker, 'brokers' | 'authority' | 'kill' | 'restart' | 'stop'>;

type OwnKafkaOptions = Pick<BrokerOptions, 'advertised' | 'signIn'>;

/** Why no Kafka can run on this machine, in one sentence; empty when one can. */
export function kafkaProblem(): string {
  return process.env['HUB_TEST_KAFKA_PROBLEM'] ?? '';
}

/**
 * The broker of this run of the tests, started for the first who asks, or null with one printed line when neither a container runtime nor Java
 * is here. Topics are shared by the whole run: name them for the test. Where CI or REQUIRE_KAFKA is set, its absence is a failure.
 */
export async function startKafka(): Promise<string | null> {
  if (kafkaProblem()) return withoutKafka();
  const { brokers } = await oncePerRun('kafka', async () => {
    const broker = await start();
    return { brokers: broker.brokers };
  });
  return brokers;
}

/** A broker that only this test uses: `kill()`, and `restart()` on the same port and data. `advertised`: the address of a proxy before it; `signIn`: clients need TLS and this login. */
export async function startOwnKafka(options: OwnKafkaOptions = {}): Promise<OwnKafka | null> {
  if (kafkaProblem()) return withoutKafka();
  const broker = await start(options);
  return {
    brokers: broker.brokers,
    ...(broker.authority === undefined ? {} : { authority: broker.authority }),
    kill: () => broker.kill(),
    stop: () => broker.stop(),
    restart: async () => {
      await broker.restart();
      endWithRun(broker.handle);
    },
  };
}

/** A `describe` for suites that need Kafka: skipped, with one printed line, where none can run and none is required. */
export function describeWithKafka(title: string, suite: () => void): void {
  const skips = kafkaProblem() !== '' && !isRequired();
  if (skips) tellOnce();
  (skips ? describe.skip : describe)(title, suite);
}

async function start(options: OwnKafkaOptions = {}): Promise<Broker> {
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true'; // the run ends it, not the worker that happened to ask first
  const broker = await startBroker({ directory: await mkdtemp(join(testRunFolder(), 'kafka-')), ...options });
  endWithRun(broker.handle);
  return broker;
}

function withoutKafka(): null {
  if (isRequired()) throw new Error(kafkaProblem());
  tellOnce();
  return null;
}

/** One line a run: the first suite that makes the marker says it, and is done before the run can end. */
function tellOnce(): void {
  try {
    closeSync(openSync(join(testRunFolder(), 'kafka-told'), 'wx'));
  } catch {
    return;
  }
  process.stderr.write(`Tests over Kafka are skipped. ${kafkaProblem()}\n`);
}

function isRequired(): boolean {
  return Boolean(process.env['CI'] || process.env['REQUIRE_KAFKA']);
}
