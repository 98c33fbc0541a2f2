import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Kafka, type ISocketFactory } from 'kafkajs';
import { describeWithKafka, eventually, startOwnKafka } from '#libs/testing';
import { KafkaBus } from '../src/kafka/kafka-bus';
import { clientConfig, type KafkaSettings } from '../src/kafka/kafka-settings';
import { SerialProducer } from '../src/kafka/serial-producer';
import { countTo, newTopic, Received, recordsOf } from './builders/bus-world';

Logger.overrideLogger(false);
const PRODUCE = 0;
const CUTS = 80;
const KEYS = ['a', 'b', 'c', 'd', 'e'];

describeWithKafka('A connection that breaks after the broker has stored records and before it has said so', () => {
  it('loses nothing and swaps nothing, 80 times over', async () => {
    const kafka = await startOwnKafka();
    const settings = {
      brokers: [kafka?.brokers ?? ''],
      saslMechanism: 'scram-sha-512' as const,
      ssl: false,
      replication: 1,
      createTopics: true,
      sessionTimeoutMs: 6000,
    } satisfies KafkaSettings;
    const bus = new KafkaBus(settings, 'reader');
    const cutting = new Cutter();
    const [topic, received] = [newTopic(), new Received()];
    const { stop } = await bus.subscribe({ group: 'cuts', topics: [topic], fromBeginning: true }, received.take);
    const producer = new SerialProducer(new Kafka({ ...clientConfig(settings, 'cut'), socketFactory: cutting.factory }), topic);
    let rounds = 0;
    for (; cutting.cuts < CUTS && rounds < 3000; rounds += 1) {
      const records = recordsOf(KEYS, KEYS.length * 2, rounds * 2);
      // As the relay does: not known, so sent again, in order, until it is.
      while (
        !(await producer.send(records).then(
          () => true,
          () => false,
        ))
      )
        await sleep(5);
    }
    expect(cutting.cuts).toBe(CUTS);
    await eventually(() => expect(received.distinct).toBe(rounds * 2 * KEYS.length));
    for (const key of KEYS) expect(received.firsts().get(key)).toEqual(countTo(rounds * 2));
    await producer.close();
    await stop();
    await bus.close();
    await kafka?.stop();
  });
});

/** Swallows every third answer to a produce request and cuts the connection instead. */
class Cutter {
  cuts = 0;
  private answers = 0;

  readonly factory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connect({ host, port }, onConnect);
    let producing = false;
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    const emit = socket.emit.bind(socket) as (event: string, ...args: unknown[]) => boolean;
    socket.write = (...args: unknown[]): boolean => {
      const [data] = args;
      if (Buffer.isBuffer(data) && data.length > 6 && data.readInt16BE(4) === PRODUCE) producing = true;
      return write(...args);
    };
    socket.emit = (event: string, ...args: unknown[]): boolean => {
      if (event !== 'data' || !producing) return emit(event, ...args);
      producing = false;
      this.answers += 1;
      if (this.cuts >= CUTS || this.answers % 3 !== 0) return emit(event, ...args);
      this.cuts += 1;
      socket.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
      return true;
    };
    return socket;
  };
}
