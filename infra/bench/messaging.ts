import { setTimeout as delay } from 'node:timers/promises';
import { TOPICS } from '#libs/contracts';
import { settingsOfTopic } from '#libs/messaging';
import { bareKafkaLoop } from '#libs/testing';
import { handlingLimit } from './messaging-limit';
import { startMessagingWorld, type MessagingWorld, type Pair } from './messaging-world';
import { MACHINE, percentile, type BenchResult, type Measured } from './result';

const { partitions } = settingsOfTopic(TOPICS.task);
const PAIRS = 5;
const MOST_TRIES = 12;
/** Limits before and after that differ by more say that something else ran on the machine meanwhile. */
const MOST_DIFFERENCE = 0.2;
const LIMIT_SECONDS = 2;
const BACKLOG = 15_000;
const SUSTAINED_SECONDS = 4;
/** Events that may be committed and not handled yet while producers run: enough to be busy, too few to be a backlog. */
const WINDOW = 400;
/**
 * Events to a producer's transaction. What is sustained is the handling; with a transaction for each event the producers
 * alone cost as much as the limit, which is measured once too, as `SustainedSingly`.
 */
const PER_TRANSACTION = 5;
const HALF_LOAD_SECONDS = 10;
const THROUGH = 200_000;
const SAMPLE = 20_000;
const BARE = { records: 50_000, bytes: 1000 };

/** One measurement with the limit taken before and after. */
interface Beside {
  readonly rate: number;
  readonly before: number;
  readonly after: number;
}

interface BusResult {
  readonly figures: Record<string, Measured>;
  readonly limits: Record<string, Measured>;
  readonly ratios: Record<string, number>;
}

const perSecond = (value: number): Measured => ({ value, unit: 'events/s' });

/**
 * How fast messages are carried and handled, embedded and on Kafka, beside the least that handling costs in PostgreSQL.
 * Producer, consumer and the limit are three processes; on few cores the producer's work is part of what is sustained.
 * Latency is taken at the consumer, from the event's own time, which is just before the commit that it was written in.
 */
export async function messaging(): Promise<BenchResult> {
  const world = await startMessagingWorld();
  try {
    const embedded = await measureBus(world, 'embedded');
    const kafka = 'brokers' in world.kafka ? await measureBus(world, 'kafka') : undefined;
    if ('problem' in world.kafka) say(`Kafka is not measured. ${world.kafka.problem}`);
    const bare: Record<string, Measured> =
      'brokers' in world.kafka ? { kafkaBareLoop: perSecond(await bareKafkaLoop(world.kafka.brokers, { partitions, ...BARE })) } : {};
    return {
      name: 'messaging',
      at: new Date().toISOString(),
      machine: MACHINE,
      figures: { ...embedded.figures, ...kafka?.figures },
      limits: { ...embedded.limits, ...kafka?.limits, ...bare },
      ratios: { ...embedded.ratios, ...kafka?.ratios },
    };
  } finally {
    await world.close();
  }
}

async function measureBus(world: MessagingWorld, bus: 'embedded' | 'kafka'): Promise<BusResult> {
  const pair = await world.pair(bus);
  const limit = () => handlingLimit(world.databaseUrl, partitions, LIMIT_SECONDS);
  const drains: Beside[] = [];
  const flows: Beside[] = [];
  for (let tries = 0; Math.min(drains.length, flows.length) < PAIRS && tries < MOST_TRIES; tries += 1) {
    await layUp(pair);
    const first = await limit();
    const drain = await drainBacklog(pair);
    const second = await limit();
    const flow = await flowFor(pair, PER_TRANSACTION);
    const third = await limit();
    keep(drains, `${bus} drain`, { rate: drain, before: first, after: second });
    keep(flows, `${bus} sustained`, { rate: flow, before: second, after: third });
  }
  const sustained = median(flows.map(({ rate }) => rate));
  const singly = await flowFor(pair, 1);
  const halfLoad = await atHalfLoad(pair, (sustained || singly) / 2);
  const growth = await sendThrough(pair, bus);
  await pair.end();
  return {
    figures: named(bus, {
      ...rateOf('Sustained', flows),
      SustainedSingly: perSecond(singly),
      ...rateOf('Drain', drains),
      ...halfLoad,
      ...growth,
      PairsSustained: { value: flows.length, unit: 'counted' },
      PairsDrain: { value: drains.length, unit: 'counted' },
    }),
    limits: named(bus, { Handling: perSecond(median([...drains, ...flows].map(limitOf))) }),
    ratios: { ...ratioOf(bus, flows), ...ratioOf(`${bus}Drain`, drains) },
  };
}

function keep(kept: Beside[], name: string, found: Beside): void {
  const { rate, before, after } = found;
  const differ = Math.abs(before - after) > MOST_DIFFERENCE * Math.max(before, after);
  const words = `${name} ${rate.toFixed(0)}/s, limit ${before.toFixed(0)}/s before, ${after.toFixed(0)}/s after`;
  say(differ ? `${words}: discarded, the limits differ by more than 20 %` : words);
  if (!differ) kept.push(found);
}

/** None where no pair counted: the machine was too busy to say. */
function ratioOf(name: string, counted: readonly Beside[]): Record<string, number> {
  if (counted.length === 0) say(`${name} has no ratio: on this busy machine no pair counted. Run it again when little else runs.`);
  return counted.length === 0 ? {} : { [name]: median(counted.map((each) => each.rate / limitOf(each))) };
}

function rateOf(name: string, counted: readonly Beside[]): Record<string, Measured> {
  return counted.length === 0 ? {} : { [name]: perSecond(median(counted.map(({ rate }) => rate))) };
}

function limitOf({ before, after }: Beside): number {
  return (before + after) / 2;
}

/** Puts a backlog on the bus while nobody consumes. */
async function layUp({ consumer, producer }: Pair): Promise<void> {
  await consumer.ask('pause');
  await producer.ask('fill', BACKLOG);
  await producer.ask('sent');
}

async function drainBacklog({ consumer, producer, untilHandled }: Pair): Promise<number> {
  await consumer.ask('reset', { keepDelays: false });
  await consumer.ask('begin');
  await untilHandled(await producer.ask('committed'));
  const { count, seconds } = await consumer.ask('handled');
  return count / seconds;
}

/** Producers run while the consumer handles. */
async function flowFor({ consumer, producer, untilHandled }: Pair, perTransaction: number): Promise<number> {
  await producer.ask('flow', { window: WINDOW, atOnce: perTransaction });
  await delay(1000);
  await consumer.ask('reset', { keepDelays: false });
  await delay(SUSTAINED_SECONDS * 1000);
  const { count, seconds } = await consumer.ask('handled');
  await untilHandled(await producer.ask('stop'));
  return count / seconds;
}

async function atHalfLoad({ consumer, producer, untilHandled }: Pair, rate: number): Promise<Record<string, Measured>> {
  await untilHandled(await producer.ask('pace', { rate, seconds: 2, atOnce: PER_TRANSACTION }));
  await consumer.ask('reset', { keepDelays: true });
  await untilHandled(await producer.ask('pace', { rate, seconds: HALF_LOAD_SECONDS, atOnce: PER_TRANSACTION }));
  const { p50, p99 } = await consumer.ask('handled');
  return { HalfLoad: perSecond(rate), P50: { value: p50, unit: 'ms' }, P99: { value: p99, unit: 'ms' } };
}

/** What grows with the number of events that went through a process: its memory, or the time for each. */
async function sendThrough({ consumer, producer, untilHandled }: Pair, bus: string): Promise<Record<string, Measured>> {
  await consumer.ask('reset', { keepDelays: false });
  const samples: { rssMb: number; heapMb: number; microseconds: number }[] = [];
  const from = await producer.ask('committed');
  await producer.ask('flow', { window: 4 * WINDOW, atOnce: 20 });
  for (let through = SAMPLE; through <= THROUGH; through += SAMPLE) {
    const began = performance.now();
    await untilHandled(from + through);
    const microseconds = ((performance.now() - began) * 1000) / SAMPLE;
    samples.push({ ...(await consumer.ask('footprint')), microseconds });
  }
  await untilHandled(await producer.ask('stop'));
  for (const [index, { rssMb, heapMb, microseconds }] of samples.entries()) {
    const memory = `${rssMb.toFixed(0)} MB resident, ${heapMb.toFixed(1)} MB heap`;
    say(`${bus}: after ${String((index + 1) * SAMPLE)} events ${memory}, ${microseconds.toFixed(0)} µs an event`);
  }
  const growth = (of: (sample: (typeof samples)[number]) => number): Measured => {
    const [first, last] = [samples[0], samples.at(-1)];
    return { value: first && last ? (of(last) / of(first) - 1) * 100 : 0, unit: '%' };
  };
  return {
    HeapGrowth: growth(({ heapMb }) => heapMb),
    RssGrowth: growth(({ rssMb }) => rssMb),
    TimeGrowth: growth(({ microseconds }) => microseconds),
  };
}

function named(bus: string, values: Readonly<Record<string, Measured>>): Record<string, Measured> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${bus}${name}`, value]));
}

const median = (values: readonly number[]): number => percentile(values, 0.5);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
