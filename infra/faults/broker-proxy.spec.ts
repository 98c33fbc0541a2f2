import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { eventually } from '#libs/testing';
import { BrokerProxy } from './broker-proxy';
import { answeredRequest, KafkaFrames } from './kafka-frames';

const PRODUCE = 0;
const METADATA = 3;

/** A request of Kafka's protocol: length, api key, version, correlation id, and a body that does not matter. */
function request(apiKey: number, id: number, body = 40): Buffer {
  const frame = Buffer.alloc(4 + 8 + body, 0x2a);
  frame.writeInt32BE(8 + body, 0);
  frame.writeInt16BE(apiKey, 4);
  frame.writeInt16BE(9, 6);
  frame.writeInt32BE(id, 8);
  return frame;
}

function answer(id: number): Buffer {
  const frame = Buffer.alloc(4 + 4 + 16, 0x2b);
  frame.writeInt32BE(20, 0);
  frame.writeInt32BE(id, 4);
  return frame;
}

/** Notes the requests that reach it and answers each, in pieces of a few bytes. */
class StandInBroker {
  readonly requests: number[] = [];
  readonly sockets: Socket[] = [];
  readonly server: Server = createServer((socket) => {
    this.sockets.push(socket);
    const frames = new KafkaFrames();
    socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        for (const frame of frames.take(bytes)) {
          const id = frame.readInt32BE(8);
          this.requests.push(id);
          const whole = answer(id);
          for (let at = 0; at < whole.length; at += 5) socket.write(whole.subarray(at, at + 5));
        }
      });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

class Client {
  readonly answers: number[] = [];
  closed = false;
  readonly socket: Socket;

  constructor(address: string) {
    const [host = '', port] = address.split(':');
    const frames = new KafkaFrames();
    this.socket = connect({ host, port: Number(port) });
    this.socket
      .on('data', (bytes) => this.answers.push(...frames.take(bytes).map((frame) => answeredRequest(frame) ?? -1)))
      .on('error', () => undefined)
      .on('close', () => (this.closed = true));
  }
}

describe('The proxy before a broker', () => {
  const broker = new StandInBroker();
  let proxy: BrokerProxy;

  beforeAll(async () => {
    proxy = await BrokerProxy.open();
    proxy.leadTo(await broker.listen());
  });

  afterAll(async () => {
    await proxy.close();
    for (const socket of broker.sockets) socket.destroy();
    broker.server.close();
  });

  it('carries requests and answers as they are when nothing is asked of it', async () => {
    const client = new Client(proxy.address);
    const both = Buffer.concat([request(METADATA, 1), request(PRODUCE, 2, 70_000)]);
    client.socket.write(both.subarray(0, 30));
    client.socket.write(both.subarray(30));
    await eventually(() => expect(client.answers).toEqual([1, 2]));
    expect(proxy.cuts).toBe(0);
    client.socket.destroy();
  });

  it('swallows the next answer to a produce request, which the broker has had, and cuts that connection alone', async () => {
    const [client, other] = [new Client(proxy.address), new Client(proxy.address)];
    proxy.swallowOne();
    client.socket.write(request(METADATA, 11));
    await eventually(() => expect(client.answers).toEqual([11]));
    client.socket.write(Buffer.concat([request(PRODUCE, 12), request(METADATA, 13)]));
    await eventually(() => expect(client.closed).toBe(true));
    expect(broker.requests).toContain(12);
    expect(client.answers).toEqual([11]);
    expect(proxy.cuts).toBe(1);
    other.socket.write(request(PRODUCE, 21));
    await eventually(() => expect(other.answers).toEqual([21]));
    other.socket.destroy();
  });

  it('hangs up on the client when the broker does', async () => {
    const client = new Client(proxy.address);
    client.socket.write(request(METADATA, 31));
    await eventually(() => expect(client.answers).toEqual([31]));
    for (const socket of broker.sockets) socket.destroy();
    await eventually(() => expect(client.closed).toBe(true));
  });
});
