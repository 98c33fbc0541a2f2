import { Logger } from '@nestjs/common';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, eventually, startKafka, startOwnKafka } from '#libs/testing';
import { MessagingConfig, prepareBus } from '#libs/messaging';
import { migrateAll } from '#libs/platform';
import { KafkaBus } from '../src/kafka/kafka-bus';
import { kafkaBus, kafkaSettingsOf, newTopic, Received, recordsOf } from './builders/bus-world';

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

describeWithKafka('Topics, where a start may not make them', () => {
  it('are named when they are missing, and there after the explicit step', async () => {
    const kafka = await startOwnKafka();
    const brokers = kafka?.brokers ?? '';
    const only = new KafkaBus({ ...kafkaSettingsOf(brokers), createTopics: false }, 'checking');
    const append = () => only.append('caseload.case.v1', recordsOf(['a'], 1));
    await expect(append()).rejects.toThrow(/the broker has no .*caseload\.case\.v1.*"npm run migrate" makes what is missing/);
    const env = { KAFKA_BROKERS: brokers, PUBLIC_URL: 'http://localhost', LOG_LEVEL: 'silent' };
    const service = { name: 'sample', configs: [MessagingConfig], databases: [], module: () => ({ module: Object }), prepare: prepareBus };
    await migrateAll([service, { ...service, name: 'other' }], [], env);
    await append();
    await only.close();
    await kafka?.stop();
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
    // A new partition has no leader for a moment.
    const ends = await eventually(() => admin.fetchTopicOffsets('caseload.case.v1'));
    expect(ends.every(({ high }) => high === '0')).toBe(true);
    await bus.close();
    await admin.disconnect();
    await kafka?.stop();
  });
});
