import { connect, createServer, type AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { describeWithKafka, eventually, startKafka } from '#libs/testing';
import { kafkaBus, newTopic, Received, recordsOf } from './builders/bus-world';

Logger.overrideLogger(false);

/** Stands before a broker and keeps its answers on the first connection to itself, as one does that has just begun and has too much to do. */
async function silentAtFirst(broker: string): Promise<{ address: string; close(): Promise<unknown> }> {
  const [host = '', port] = broker.split(':');
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    const isFirst = connections === 1;
    const behind = connect({ host, port: Number(port) });
    client.pipe(behind);
    if (!isFirst) behind.pipe(client);
    for (const socket of [client, behind]) {
      socket
        .on('error', () => undefined)
        .on('close', () => {
          client.destroy();
          behind.destroy();
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { address, close: () => new Promise((resolve) => server.close(resolve)) };
}

describeWithKafka('A broker that does not answer the first that a process asks', () => {
  it('is asked anew: records are taken and given, and the bus says that it is well', async () => {
    const broker = await silentAtFirst((await startKafka()) ?? '');
    const [bus, topic, received] = [kafkaBus(broker.address), newTopic(), new Received()];
    // As the relay does: what was not taken is offered again.
    await eventually(() => bus.append(topic, recordsOf(['a'], 3)), { timeoutMs: 30_000 });
    await bus.health();
    const { stop } = await bus.subscribe({ group: topic, topics: [topic], fromBeginning: true }, received.take);
    await eventually(() => expect(received.distinct).toBe(3));
    await stop();
    await bus.close();
    await broker.close();
  });
});
