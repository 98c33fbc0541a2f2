import { Logger } from '@nestjs/common';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, startKafka, startOwnKafka } from '#libs/testing';
import { newTopic, kafkaBus, Received, recordsOf } from './builders/bus-world';

Logger.overrideLogger(false);

describeWithKafka('A topic that keeps records longer than inboxes remember events', () => {
  it('is refused with what to do, and read when its retention is right', async () => {
    const brokers = (await startKafka()) ?? '';
    const [bus, topic, received] = [kafkaBus(brokers), newTopic(), new Received()];
    const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const keep = (ms: number): Promise<unknown> =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries: [{ name: 'retention.ms', value: String(ms) }] }],
      });
    const read = () => bus.subscribe({ group: topic, topics: [topic], fromBeginning: true }, received.take);
    await bus.append(topic, recordsOf(['a'], 1));
    await keep(60 * 86_400_000);
    await expect(read()).rejects.toThrow(
      `${topic} keeps records for 60 days, inboxes remember events for 28 days: set its retention.ms to 2419200000 at most`,
    );
    await keep(-1);
    await expect(read()).rejects.toThrow('keeps records for ever');
    await keep(14 * 86_400_000);
    const { stop } = await read();
    await stop();
    await admin.disconnect();
    await bus.close();
  });
});

describeWithKafka('A topic with another number of partitions than the table says', () => {
  it('is refused with its name, before anything is written to it', async () => {
    const kafka = await startOwnKafka();
    const brokers = kafka?.brokers ?? '';
    const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: 'caseload.case.v1', numPartitions: 3 }] });
    const bus = kafkaBus(brokers);
    await expect(bus.append('caseload.case.v1', recordsOf(['a'], 1))).rejects.toThrow(
      'caseload.case.v1 has 3 partitions, infra/kafka/topics.yaml says 6',
    );
    expect((await admin.fetchTopicOffsets('caseload.case.v1')).every(({ high }) => high === '0')).toBe(true);
    await bus.close();
    await admin.disconnect();
    await kafka?.stop();
  }, 60_000);
});
