import { Logger } from '@nestjs/common';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { describeWithKafka, startKafka } from '#libs/testing';
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
