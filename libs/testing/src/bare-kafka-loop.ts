import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';

export interface BareKafkaLoop {
  readonly partitions: number;
  readonly records: number;
  readonly bytes: number;
}

const AT_ONCE = 500;

/** kafkajs alone, producing (acks all, a batch after the other) and consuming at once: records a second from the first to the last that came back. */
export async function bareKafkaLoop(brokers: string, { partitions, records, bytes }: BareKafkaLoop): Promise<number> {
  const kafka = new Kafka({ clientId: 'bare-loop', brokers: [brokers], logLevel: logLevel.NOTHING });
  const topic = `bare.${randomUUID()}.v1`;
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: partitions, replicationFactor: 1 }] });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: Partitioners.DefaultPartitioner });
  const consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 100 });
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic, fromBeginning: true });
  let began = 0;
  let seen = 0;
  const finished = new Promise<number>((resolve) => {
    void consumer.run({
      eachBatch: ({ batch }) => {
        began ||= performance.now();
        seen += batch.messages.length;
        if (seen >= records) resolve(seen / ((performance.now() - began) / 1000));
        return Promise.resolve();
      },
    });
  });
  const value = Buffer.alloc(bytes, 'x');
  for (let sent = 0; sent < records; sent += AT_ONCE) {
    const messages = Array.from({ length: Math.min(AT_ONCE, records - sent) }, () => ({ key: randomUUID(), value }));
    await producer.send({ topic, acks: -1, messages });
  }
  const perSecond = await finished;
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  return perSecond;
}
