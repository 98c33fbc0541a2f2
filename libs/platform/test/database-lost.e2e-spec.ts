import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DataSource } from 'typeorm';
import { DatabaseClient, databasePool, dataSourceOptions, isDatabaseUnavailable, Transaction } from '#libs/platform';
import { eventually, freshDatabase, startOwnPostgres, startPostgres, type FreshDatabase } from '#libs/testing';

/** Server to client, as PostgreSQL 17 ends a sign-in: "ready for query, idle". */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/**
 * Stands between clients and PostgreSQL. While `holding`, what the server says from the end of a sign-in on is handed over in one piece
 * when the server has hung up: the client learns in one packet that it is connected and that it no longer is.
 */
class HoldingProxy {
  holding = false;
  held = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(private readonly target: URL) {
    this.server = createServer((client) => this.carry(client)).listen(0, '127.0.0.1');
  }

  /** The address of the target's database through this proxy. */
  async through(url: string): Promise<string> {
    if (!this.server.listening) await once(this.server, 'listening');
    const address = new URL(url);
    address.host = `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
    return address.toString();
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private carry(client: Socket): void {
    const upstream = connect(Number(this.target.port), this.target.hostname);
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
    }
    const kept: Buffer[] = [];
    client.on('data', (bytes) => upstream.write(bytes)).on('close', () => upstream.destroy());
    upstream
      .on('data', (bytes: Buffer) => {
        if (this.holding && kept.length === 0 && bytes.includes(READY)) this.held += 1;
        else if (kept.length === 0) return void client.write(bytes);
        kept.push(bytes);
      })
      // Not at its `end`, which does not come when the server resets the connection.
      .on('close', () => client.end(Buffer.concat(kept)));
  }
}

describe('a connection to PostgreSQL', () => {
  let database: FreshDatabase;
  let proxy: HoldingProxy;
  let owner: DatabaseClient;
  let dataSource: DataSource;
  const uncaught: unknown[] = [];
  const note = (error: unknown): number => uncaught.push(error);

  beforeAll(async () => {
    process.on('uncaughtExceptionMonitor', note);
    database = await freshDatabase(['sample']);
    proxy = new HoldingProxy(new URL(database.urls.sample ?? ''));
    owner = new DatabaseClient((await startPostgres()).ownerUrl);
    await owner.connect();
    const definition = { name: 'sample', entities: [], migrations: [] };
    dataSource = await new DataSource(dataSourceOptions(definition, await proxy.through(database.urls.sample ?? ''))).initialize();
  });
  afterAll(async () => {
    process.off('uncaughtExceptionMonitor', note);
    await dataSource.destroy();
    proxy.close();
    await owner.end();
    await database.close();
  });

  const hangUp = (): Promise<unknown> =>
    owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'sample' AND datname = $1`, [
      new URL(database.urls.sample ?? '').pathname.slice(1),
    ]);

  it('fails its work and leaves the process alive when the server hangs up while it is in a transaction, idle or just being made', async () => {
    const transaction = new Transaction(dataSource);
    const lost = async (work: Promise<unknown>): Promise<boolean> =>
      work.then(
        () => false,
        (error: unknown) => isDatabaseUnavailable(error),
      );
    let began = (): void => undefined;
    const begun = new Promise<void>((resolve) => (began = resolve));
    const inTransaction = lost(
      transaction.run(async () => {
        await transaction.query(`SELECT 1`);
        began();
        await transaction.query(`SELECT pg_sleep(60)`);
      }),
    );
    await begun;
    await Promise.all([transaction.read('SELECT 1'), transaction.read('SELECT 1')]); // leaves two idle ones behind
    const takesIdle = [1, 2].map(() => lost(transaction.run(() => transaction.query(`SELECT pg_sleep(60)`))));
    proxy.holding = true;
    const beingMade = [
      lost(transaction.run(() => transaction.query(`SELECT 1`))),
      lost(dataSource.query(`SELECT 1`)),
      lost(transaction.read(`SELECT 1`)),
    ];
    await eventually(() => expect(proxy.held).toBe(3));
    await hangUp();
    expect(await Promise.all([inTransaction, ...takesIdle, ...beingMade])).toEqual([true, true, true, true, true, true]);
    proxy.holding = false;
    expect(await transaction.read<{ one: number }>(`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
    expect(uncaught).toEqual([]);
  });

  it('is replaced when its server was killed and came back', async () => {
    const own = await startOwnPostgres();
    const pool = databasePool({ connectionString: own.ownerUrl, max: 4 });
    const [idle, held] = await Promise.all([pool.connect(), pool.connect()]);
    idle.release();
    await own.kill();
    await expect(held.query('SELECT 1')).rejects.toThrow();
    held.release(true);
    await expect(pool.query('SELECT 1')).rejects.toThrow();
    await own.start();
    expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
    await own.stop();
    expect(uncaught).toEqual([]);
  });
});
