import { randomUUID } from 'node:crypto';
import { ReferralWithdrawn } from '#libs/contracts';
import { Logger } from '@nestjs/common';
import {
  Kafka,
  logLevel,
  Partitioners,
  type Consumer,
  type ConsumerConfig,
  type Producer,
  type ProducerConfig,
  type ProducerRecord,
} from 'kafkajs';
import { describeWithKafka, eventually, freshDatabase, runApp, startAppProcess, startOwnKafka, type OwnKafka } from '#libs/testing';
import { clientConfig } from '../src/kafka/kafka-settings';
import { KafkaSubscription } from '../src/kafka/kafka-subscription';
import { SerialProducer } from '../src/kafka/serial-producer';
import { bareTables, takingBus } from './builders/bare-tables';
import { countTo, kafkaBus, kafkaSettingsOf, newTopic, Received, recordsOf } from './builders/bus-world';
import { referralWithdrawn } from './builders/events';
import { doorsOf, sampleWorld, SEALING_KEYS, type SampleOptions } from './builders/sample-service';

Logger.overrideLogger(false);
const KEYS = ['a', 'b', 'c', 'd', 'e'];

interface Produced {
  readonly createdAt: number;
  readonly answeredAt: number;
}

/** kafkajs as it is; what it does is written down, and a producer's `send` may be made to fail. */
class Watched extends Kafka {
  readonly produced: Produced[] = [];
  readonly said: string[] = [];
  crashes = 0;
  /** Most calls of `send` that waited for their answer at once. */
  atOnce = 0;
  private waiting = 0;
  private readonly send: (send: Producer['send'], record: ProducerRecord) => ReturnType<Producer['send']>;

  constructor(brokers: string, send: Watched['send'] = (real, record) => real(record)) {
    const said: string[] = [];
    super({
      ...clientConfig(kafkaSettingsOf(brokers), 'watched'),
      logLevel: logLevel.WARN,
      logCreator: () => (entry) => said.push(entry.log.message),
    });
    this.said = said;
    this.send = send;
  }

  override producer(config?: ProducerConfig): Producer {
    const made = super.producer(config);
    made.on(made.events.REQUEST, ({ payload: { apiName, createdAt, sentAt, duration } }) => {
      if (apiName === 'Produce') this.produced.push({ createdAt, answeredAt: sentAt + duration });
    });
    const send: Producer['send'] = async (record) => {
      this.waiting += 1;
      this.atOnce = Math.max(this.atOnce, this.waiting);
      try {
        return await this.send(made.send, record);
      } finally {
        this.waiting -= 1;
      }
    };
    return { ...made, send };
  }

  override consumer(config: ConsumerConfig): Consumer {
    const made = super.consumer(config);
    made.on(made.events.CRASH, () => (this.crashes += 1));
    return made;
  }

  /** Requests that were made before the one before them had its answer. */
  get overlapping(): number {
    const inOrder = [...this.produced].sort((one, other) => one.createdAt - other.createdAt);
    return inOrder.filter(({ createdAt }, index) => createdAt < (inOrder[index - 1]?.answeredAt ?? 0)).length;
  }
}

describeWithKafka('What kafkajs gets wrong', () => {
  let kafka: OwnKafka | null;
  let brokers = '';
  beforeAll(async () => {
    kafka = await startOwnKafka();
    brokers = kafka?.brokers ?? '';
  });
  afterAll(() => kafka?.stop());
  const open = new Set<() => Promise<void>>();
  afterEach(async () => {
    for (const close of open) await close();
    open.clear();
  });

  /** A topic that exists, and all that is on it. */
  async function readTopic(): Promise<{ topic: string; received: Received; close(): Promise<void> }> {
    const [bus, topic, received] = [kafkaBus(brokers), newTopic(), new Received()];
    await bus.subscribe({ group: topic, topics: [topic], fromBeginning: true }, received.take);
    open.add(() => bus.close());
    return { topic, received, close: () => bus.close() };
  }

  it.each([
    ['before the broker has the records', 0],
    ['after the broker has the records', 1],
  ])('a bare "Broker not connected" %s is not known: the outbox sends again, in order', async (_when, stored) => {
    let sends = 0;
    const watched = new Watched(brokers, async (send, record) => {
      sends += 1;
      const fails = sends % 2 === 1;
      if (fails && stored === 0) throw new Error('Broker not connected');
      const answer = await send(record);
      if (fails) throw new Error('Broker not connected');
      return answer;
    });
    const { topic, received, close } = await readTopic();
    const producer = new SerialProducer(watched, topic);
    const tables = await bareTables();
    const subjects = [randomUUID(), randomUUID(), randomUUID()];
    tables.relay(takingBus((records) => producer.send(records))).start();
    for (let sent = 0; sent < 5; sent += 1) {
      await tables.transaction.run(async () => {
        for (const subject of subjects) await tables.outbox.add(referralWithdrawn(subject));
      });
    }
    await eventually(() => {
      expect(received.distinct).toBe(15);
      expect(sends).toBeGreaterThan(1);
      expect(received.records.length > received.distinct).toBe(stored === 1);
    });
    for (const subject of subjects) {
      const sequences = received.records.filter(({ key }) => key === subject).map(({ headers }) => Number(headers.ce_sequence));
      expect([...new Set(sequences)]).toEqual(countTo(5));
    }
    await tables.close();
    await producer.close();
    await close();
  });

  it('a broker that refuses connections loses nothing either', async () => {
    const { topic, received, close } = await readTopic();
    const producer = new SerialProducer(new Kafka(clientConfig(kafkaSettingsOf(brokers), 'refused')), topic);
    const send = (value: number): Promise<boolean> =>
      producer.send(recordsOf(KEYS, KEYS.length, value)).then(
        () => true,
        () => false,
      );
    expect(await send(0)).toBe(true);
    await kafka?.kill();
    expect(await send(1)).toBe(false);
    await kafka?.restart();
    await eventually(async () => expect(await send(1)).toBe(true));
    expect(await send(2)).toBe(true);
    await eventually(() => expect(received.distinct).toBe(15));
    for (const key of KEYS) expect(received.firsts().get(key)).toEqual(countTo(3));
    await producer.close();
    await close();
  });

  it('callers at the same time never have two sends under way, whereas with kafkajs alone they have', async () => {
    const { topic, received, close } = await readTopic();
    const watched = new Watched(brokers);
    const producer = new SerialProducer(watched, topic);
    await Promise.all(Array.from({ length: 40 }, (_, caller) => producer.send(recordsOf([`caller-${String(caller)}`], 3))));
    expect(watched.produced).toHaveLength(40);
    expect([watched.overlapping, watched.atOnce]).toEqual([0, 1]);
    await eventually(() => expect(received.distinct).toBe(120));
    const alone = new Watched(brokers);
    const bare = alone.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
    await bare.connect();
    await Promise.all(Array.from({ length: 40 }, () => bare.send({ topic, acks: -1, messages: [{ key: 'bare', value: 'bare' }] })));
    expect(alone.atOnce).toBe(40);
    await bare.disconnect();
    await producer.close();
    await close();
  });

  it('an error of a handler never reaches it: no crash, and the partition goes on after the success', async () => {
    const { topic, close } = await readTopic();
    const [watched, received] = [new Watched(brokers), new Received()];
    let failures = 4;
    const member = new KafkaSubscription(
      watched,
      { group: `failing-${topic}`, topics: [topic], fromBeginning: true },
      async (records) => {
        if (failures-- > 0) throw new Error('not now');
        await received.take(records);
      },
      6000,
    );
    await member.start();
    const producer = new SerialProducer(watched, topic);
    await producer.send(recordsOf(['a'], 3));
    await eventually(() => expect(received.distinct).toBe(3));
    await producer.send(recordsOf(['a'], 3, 3));
    await eventually(() => expect(received.records.map(({ value }) => Number(value))).toEqual(countTo(6)));
    expect([failures < 0, watched.crashes]).toEqual([true, 0]);
    await member.stop();
    await producer.close();
    await close();
  });

  it('a consumer ends within two seconds also when nothing comes', async () => {
    const { close } = await readTopic();
    const began = Date.now();
    await close();
    expect(Date.now() - began).toBeLessThan(2000);
  });

  it('the partitioner is chosen, so it does not warn of its default', async () => {
    const { topic, close } = await readTopic();
    const watched = new Watched(brokers);
    const producer = new SerialProducer(watched, topic);
    await producer.send(recordsOf(['a'], 1));
    expect(watched.said.join()).not.toMatch(/partitioner/i);
    await producer.close();
    await close();
  });

  it('a consumer that it ends for good, again and again, fails liveness, and the process goes for its supervisor', async () => {
    const { urls, close } = await freshDatabase(['outcomes', 'bus', 'keyring']);
    const databases = { OUTCOMES_DATABASE_URL: urls.outcomes, BUS_DATABASE_URL: urls.bus, KEYRING_DATABASE_URL: urls.keyring };
    await runApp('outcomes', { env: databases, args: ['migrate'] });
    // Brokers refuse members with a session below group.min.session.timeout.ms: an error that kafkajs does not try again.
    const env = { ...databases, SEALING_KEYS, PORT: '0', KAFKA_BROKERS: brokers, KAFKA_SESSION_TIMEOUT_MS: '1000' };
    const app = await startAppProcess('outcomes', { env });
    await eventually(async () => expect((await fetch(`${app.url}/health/live`)).status).toBe(503));
    await eventually(async () => expect(await fetch(app.url).catch(() => 'gone')).toBe('gone'));
    // Asked to stop it would have answered 0.
    expect(await app.stop()).toBe(1);
    expect(app.output()).toContain('the consumer cannot go on');
    await close();
  });

  it('offsets are reset while the group is inactive only; the inbox handles nothing of what comes again', async () => {
    const intake: SampleOptions = { name: 'referral-intake' };
    const caseload: SampleOptions = { name: 'caseload', handles: [ReferralWithdrawn] };
    const topic = 'referral-intake.referral.v1';
    const world = await sampleWorld([intake.name, caseload.name], { KAFKA_BROKERS: brokers, KAFKA_SESSION_TIMEOUT_MS: '6000' });
    const admin = new Kafka(clientConfig(kafkaSettingsOf(brokers), 'operator')).admin();
    await admin.connect();
    const bus = kafkaBus(brokers);
    const behind = async (): Promise<number> => (await bus.lag('caseload')).reduce((sum, { records }) => sum + records, 0);
    const back = async (): Promise<void> =>
      admin.setOffsets({ groupId: 'caseload', topic, partitions: countTo(6).map((n) => ({ partition: n - 1, offset: '0' })) });
    try {
      const first = await world.start([intake, caseload]);
      const subject = randomUUID();
      for (let sent = 0; sent < 5; sent += 1) await doorsOf(intake).publish(referralWithdrawn(subject));
      const sequences = async (): Promise<number[]> => (await doorsOf(caseload).effects()).map(({ sequence }) => sequence);
      await eventually(async () => expect([await sequences(), await behind()]).toEqual([countTo(5), 0]));
      await expect(back()).rejects.toThrow('The consumer group must have no running instances');
      await first.close();
      await back();
      expect(await behind()).toBe(5);
      await world.start([intake, caseload]);
      await doorsOf(intake).publish(referralWithdrawn(subject));
      await eventually(async () => expect([await sequences(), await behind()]).toEqual([countTo(6), 0]));
      expect(await doorsOf(caseload).count('inbox')).toBe(6);
    } finally {
      await bus.close();
      await admin.disconnect();
      await world.close();
    }
  });
});
