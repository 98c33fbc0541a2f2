import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { answeredRequest, KafkaFrames, produceRequest } from './kafka-frames';

/**
 * Stands in front of a broker that advertises this proxy's address, so that all traffic of clients goes through it. On
 * demand it swallows the answer to a produce request and cuts the connection: the broker has stored the records, and the
 * client cannot know.
 */
export class BrokerProxy {
  /** Answers swallowed so far. */
  cuts = 0;
  private owed = 0;
  private broker: { host: string; port: number } | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (client) => {
      this.carry(client);
    });
  }

  static async open(): Promise<BrokerProxy> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new BrokerProxy(server);
  }

  /** `127.0.0.1:port`, for clients and for the broker to advertise. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Where the broker itself listens; until it is known connections are refused. */
  leadTo(broker: string): void {
    const [host = '', port] = broker.split(':');
    this.broker = { host, port: Number(port) };
  }

  /** The next answer to a produce request is swallowed; asked several times, several are. */
  swallowOne(): void {
    this.owed += 1;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private carry(client: Socket): void {
    if (!this.broker) {
      client.destroy();
      return;
    }
    const broker = connect({ ...this.broker, noDelay: true });
    const ends = [client, broker];
    const end = (): void => {
      for (const socket of ends) socket.destroy();
    };
    for (const socket of ends) {
      this.sockets.add(socket);
      socket.on('error', end).on('close', () => {
        this.sockets.delete(socket);
        end();
      });
    }
    const producing = new Set<number>();
    this.pass(client, broker, (request) => {
      const id = produceRequest(request);
      if (id !== undefined) producing.add(id);
      return true;
    });
    this.pass(broker, client, (answer) => {
      if (!producing.delete(answeredRequest(answer) ?? -1) || this.owed === 0) return true;
      this.owed -= 1;
      this.cuts += 1;
      client.resetAndDestroy();
      broker.destroy();
      return false;
    });
  }

  /** Message by message, as long as `may` says so, at the pace of the slower side. */
  private pass(from: Socket, to: Socket, may: (frame: Buffer) => boolean): void {
    const frames = new KafkaFrames();
    from.on('data', (bytes) => {
      for (const frame of frames.take(bytes)) {
        if (!may(frame)) return;
        if (!to.write(frame)) from.pause();
      }
    });
    to.on('drain', () => from.resume());
  }
}
