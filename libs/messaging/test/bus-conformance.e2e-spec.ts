import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { describeWithKafka, eventually } from '#libs/testing';
import type { Bus, ReadRecord } from '#libs/messaging';
import { gate } from './builders/bare-tables';
import { countTo, embeddedWorld, kafkaWorld, newTopic, Received, recordsOf, type BusWorld } from './builders/bus-world';

const KEYS = Array.from({ length: 12 }, () => randomUUID());
Logger.overrideLogger(false);

describe('The embedded bus', () => conformance(embeddedWorld));
describeWithKafka('Kafka', () => conformance(kafkaWorld));

function conformance(makeWorld: () => Promise<BusWorld>): void {
  let world: BusWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  const inOrder = (received: Received, perKey: number): void => {
    for (const key of KEYS) expect(received.firsts().get(key)).toEqual(countTo(perKey));
  };
  const reading = (bus: Bus, topic: string, group: string, onRecords: (records: readonly ReadRecord[]) => Promise<void>) =>
    bus.subscribe({ group, topics: [topic], fromBeginning: true }, onRecords);

  it('gives each key its records in order, with headers and bytes as they were', async () => {
    const [bus, topic, received] = [world.open(), newTopic(), new Received()];
    await bus.append(topic, recordsOf(KEYS, 240));
    const { stop } = await reading(bus, topic, 'readers', received.take);
    await bus.append(topic, recordsOf(KEYS, 240, 20));
    await eventually(() => expect(received.distinct).toBe(480));
    inOrder(received, 40);
    expect(received.records[0]?.headers['content-type']).toBe('text/plain');
    await stop();
  });

  it('goes on where the group stopped, and gives nothing again, when its only member was restarted in order', async () => {
    const [bus, topic, before, after] = [world.open(), newTopic(), new Received(), new Received()];
    await bus.append(topic, recordsOf(KEYS, 60));
    const first = await reading(bus, topic, 'restarted', before.take);
    await eventually(() => expect(before.distinct).toBe(60));
    await first.stop();
    await bus.append(topic, recordsOf(KEYS, 60, 5));
    const second = await reading(world.open(), topic, 'restarted', after.take);
    await eventually(() => expect(after.records).toHaveLength(60));
    expect(after.records.every(({ value }) => Number(value) > 5)).toBe(true);
    await second.stop();
  });

  it('gives every group all records', async () => {
    const [bus, topic, one, other] = [world.open(), newTopic(), new Received(), new Received()];
    const first = await reading(bus, topic, 'one', one.take);
    await bus.append(topic, recordsOf(KEYS, 24));
    const second = await reading(bus, topic, 'other', other.take);
    await eventually(() => expect([one.distinct, other.distinct]).toEqual([24, 24]));
    await Promise.all([first.stop(), second.stop()]);
  });

  it('deals the partitions out anew when a second and a third member come and go, and loses no order', async () => {
    const [topic, received] = [newTopic(), new Received()];
    const shares = [new Received(), new Received(), new Received()];
    const join = (share: Received | undefined) =>
      reading(world.open(), topic, 'sharing', async (records) => {
        await sleep(1);
        await share?.take(records);
        await received.take(records);
      });
    const producer = world.open();
    let sent = 0;
    const send = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round += 1, sent += 1) await producer.append(topic, recordsOf(KEYS, KEYS.length, sent));
    };
    const sendUntil = (condition: () => void) =>
      eventually(async () => {
        await send(1);
        condition();
      });
    await send(5);
    const first = await join(shares[0]);
    const second = await join(shares[1]);
    await sendUntil(() => expect(shares.slice(0, 2).every(({ records }) => records.length > 0)).toBe(true));
    const third = await join(shares[2]);
    await sendUntil(() => expect(shares[2]?.records).not.toHaveLength(0));
    await first.stop();
    await send(10);
    await eventually(() => expect(received.distinct).toBe(sent * KEYS.length));
    inOrder(received, sent);
    await Promise.all([second.stop(), third.stop()]);
  });

  it('gives records again from the first that failed, while other partitions go on', async () => {
    const [bus, topic, received] = [world.open(), newTopic(), new Received()];
    let failures = 3;
    const { stop } = await reading(bus, topic, 'failing', async (records) => {
      if (records.some(({ key }) => key === KEYS[0]) && failures-- > 0) throw new Error('not now');
      await received.take(records);
    });
    await bus.append(topic, recordsOf(KEYS, 60));
    await eventually(() => expect(received.distinct).toBe(60));
    inOrder(received, 5);
    await stop();
  });

  it('keeps the membership, and gives nothing twice, when a handler takes longer than the session', async () => {
    const [bus, topic, received] = [world.open(), newTopic(), new Received()];
    const { stop } = await reading(bus, topic, 'slow', async (records) => {
      if (records.some(({ value }) => String(value) === '1')) await sleep(9000);
      await received.take(records);
    });
    await bus.append(topic, recordsOf(KEYS.slice(0, 1), 1));
    await sleep(300);
    await bus.append(topic, recordsOf(KEYS.slice(0, 1), 5, 1));
    await eventually(() => expect(received.distinct).toBe(6));
    await sleep(300);
    expect(received.records).toHaveLength(6);
    await stop();
  });

  it('stops only when what is in hand is done, and does not give that again', async () => {
    const [bus, topic, before, after] = [world.open(), newTopic(), new Received(), new Received()];
    let begun = false;
    const first = await reading(bus, topic, 'stopping', async (records) => {
      begun = true;
      await sleep(400);
      await before.take(records);
    });
    await bus.append(topic, recordsOf(KEYS.slice(0, 1), 3));
    await eventually(() => expect(begun).toBe(true));
    await first.stop();
    const handled = before.records.length;
    expect(handled).toBeGreaterThan(0);
    await bus.append(topic, recordsOf(KEYS.slice(0, 1), 1, 3));
    const second = await reading(world.open(), topic, 'stopping', after.take);
    await eventually(() => expect(before.distinct + after.distinct).toBe(4));
    expect(after.records.map(({ value }) => Number(value))).toEqual(countTo(4).slice(handled));
    await second.stop();
  });

  it('gives a new group what retention has left, and an old one goes on where it was', async () => {
    const [bus, topic, old, young] = [world.open(), newTopic(), new Received(), new Received()];
    const group = `old-${topic}`;
    const first = await reading(bus, topic, group, old.take);
    await bus.append(topic, recordsOf(KEYS, 36));
    await eventually(() => expect(old.distinct).toBe(36));
    await first.stop();
    await world.expire(topic);
    await bus.append(topic, recordsOf(KEYS, 24, 3));
    const second = await reading(bus, topic, group, old.take);
    const third = await reading(bus, topic, `young-${topic}`, young.take);
    await eventually(() => expect([old.distinct, young.distinct]).toEqual([60, 24]));
    inOrder(old, 5);
    for (const values of young.firsts().values()) expect(values).toEqual([4, 5]);
    await Promise.all([second.stop(), third.stop()]);
  });

  it('says how far a group is behind, in records and in seconds, also while nobody reads', async () => {
    const [bus, topic, received] = [world.open(), newTopic(), new Received()];
    const group = `behind-${topic}`;
    const total = async (): Promise<number> => (await bus.lag(group)).reduce((sum, { records }) => sum + records, 0);
    const seconds = async (): Promise<number> => Math.max(...(await bus.lag(group)).map((lag) => lag.seconds));
    const first = await reading(bus, topic, group, received.take);
    await bus.append(topic, recordsOf(KEYS, 24));
    await eventually(async () => expect([received.distinct, await total()]).toEqual([24, 0]));
    expect(await seconds()).toBe(0);
    await first.stop();
    const appended = Date.now();
    await bus.append(topic, recordsOf(KEYS, 36));
    expect(await total()).toBe(36);
    await eventually(async () => expect(await seconds()).toBeGreaterThanOrEqual(3));
    // What is newer does not make the oldest younger; the clocks of broker and test are one.
    await bus.append(topic, recordsOf(KEYS, 12, 3));
    const told = await seconds();
    expect(told).toBeGreaterThanOrEqual(3);
    expect(told).toBeLessThanOrEqual((Date.now() - appended) / 1000);
    const second = await reading(bus, topic, group, received.take);
    await eventually(async () => expect([await total(), await seconds()]).toEqual([0, 0]));
    await second.stop();
  });

  it('says how far a group is behind that has never finished with a record', async () => {
    const [bus, topic, begun, finish] = [world.open(), newTopic(), gate(), gate()];
    const group = `new-${topic}`;
    const { stop } = await reading(bus, topic, group, async () => {
      begun.open();
      await finish.opened;
    });
    await bus.append(topic, recordsOf(KEYS, 24));
    await begun.opened;
    expect((await bus.lag(group)).reduce((sum, { records }) => sum + records, 0)).toBe(24);
    finish.open();
    await stop();
  });

  it('is healthy, and takes records whatever their size up to the outbox limit', async () => {
    const [bus, topic, received] = [world.open(), newTopic(), new Received()];
    await expect(bus.health()).resolves.toBeUndefined();
    const large = { key: 'large', headers: { ce_id: 'large' }, value: Buffer.alloc(900_000, 'x') };
    await bus.append(topic, [large, { ...large, headers: { ce_id: 'second' } }, ...recordsOf(KEYS, 12)]);
    const { stop } = await reading(bus, topic, 'large', received.take);
    await eventually(() => expect(received.distinct).toBe(14));
    await stop();
  });
}
