import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { databaseFailure, isAfterFailure, isDatabaseUnavailable, type DatabaseFailure } from './database-failure';
import { prepared } from './prepared';

interface Open {
  readonly manager: EntityManager;
  readonly client: PoolClient;
  readonly afterCommit: (() => void)[];
}

/** Failures of a database that answers. */
const LACKS: ReadonlySet<DatabaseFailure> = new Set(['read-only', 'disk-full', 'out-of-memory', 'storage-failing']);

/** What TypeORM's own persistence looks at to join a transaction instead of beginning one. */
const JOINED = { isTransactionActive: true, transactionDepth: 1 };
const NOT_JOINED = { isTransactionActive: false, transactionDepth: 0 };

/**
 * The one way to write. `run` opens a transaction, or joins the one that is open: a use case called by a message
 * handler becomes part of the handler's transaction. Everything inside is awaited before `run` ends.
 */
export class Transaction {
  private readonly open = new AsyncLocalStorage<Open>();
  private lack: { readonly failure: DatabaseFailure; readonly at: number } | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.open.getStore()) return work();
    const afterCommit: (() => void)[] = [];
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    let result: T;
    try {
      result = await this.complete(client, runner, () => this.open.run({ manager: runner.manager, client, afterCommit }, work));
    } catch (error) {
      const failure = databaseFailure(error);
      if (failure !== undefined && LACKS.has(failure)) this.lack = { failure, at: performance.now() };
      throw error;
    } finally {
      Object.assign(runner, NOT_JOINED);
      await runner.release();
    }
    for (const act of afterCommit) act();
    return result;
  }

  /** What the database lacked for a transaction in the last `ms`. */
  lackWithin(ms: number): DatabaseFailure | undefined {
    return this.lack && performance.now() - this.lack.at < ms ? this.lack.failure : undefined;
  }

  /** PostgreSQL's clock, the one that decides wherever a time is compared with one in the database: a process's own may be wrong. */
  async now(): Promise<Date> {
    const [row] = await this.read<{ now: Date }>(`SELECT clock_timestamp() AS now`);
    if (!row) throw new Error('a SELECT without FROM answers one row');
    return row.now;
  }

  /** The open transaction's manager. Outside of one it refuses: a write without a transaction is a bug. */
  get manager(): EntityManager {
    return this.current().manager;
  }

  /** For reading: the open transaction's manager, else one of its own connection per statement. */
  get reader(): EntityManager {
    return this.open.getStore()?.manager ?? this.dataSource.manager;
  }

  /**
   * Statements that need nothing of one another, begun at once and all awaited. When one fails, PostgreSQL refuses those
   * after it; the failure that began it is the one thrown.
   */
  async together<T extends readonly unknown[]>(begin: () => readonly [...{ [K in keyof T]: Promise<T[K]> }]): Promise<T> {
    const statements: readonly Promise<unknown>[] = begin();
    const settled = await Promise.allSettled(statements);
    const reasons = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    if (reasons.length > 0) throw reasons.find((reason) => !isAfterFailure(reason)) ?? reasons[0];
    return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as unknown as T;
  }

  /** In the open transaction: does the work, takes back what it wrote, and answers what it answered: for a dry run. */
  async takenBack<T>(work: () => Promise<T>): Promise<T> {
    await this.query('SAVEPOINT dry_run');
    const result = await work();
    await this.query('ROLLBACK TO SAVEPOINT dry_run');
    return result;
  }

  /** Acts once the transaction has committed, and not at all if it rolls back. Must not throw. */
  afterCommit(act: () => void): void {
    this.current().afterCommit.push(act);
  }

  /** Parameterised SQL in the open transaction; the rows. Prepared once per connection. */
  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { client } = this.current();
    sendTogether(client);
    const { rows } = await client.query<Row>(prepared(sql, parameters));
    return rows;
  }

  /** Parameterised SQL for reading; the rows. */
  async read<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { master: pool } = this.dataSource.driver as unknown as { master: Pool };
    const open = this.open.getStore();
    if (open) return (await open.client.query<Row>(prepared(sql, parameters))).rows;
    const client = await pool.connect();
    let broken = false;
    try {
      return (await client.query<Row>(prepared(sql, parameters))).rows;
    } catch (error) {
      broken = isDatabaseUnavailable(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** BEGIN travels with the first statement: PostgreSQL answers them in their order. */
  private async complete<T>(client: PoolClient, runner: QueryRunner, work: () => Promise<T>): Promise<T> {
    sendTogether(client);
    const begun = client.query('BEGIN');
    begun.catch(() => undefined);
    Object.assign(runner, JOINED);
    try {
      const result = await work();
      await begun;
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error('A statement of the transaction had failed, so it was rolled back');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  private current(): Open {
    const open = this.open.getStore();
    if (!open) throw new Error('There is no open transaction: wrap the work in Transaction.run');
    return open;
  }
}

/** The socket of a connection, which node-postgres does not declare: what is written while it is corked leaves in one packet. */
interface Wired {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

const gathering = new WeakSet<PoolClient>();

/** What is asked of a connection in one tick leaves in one packet: writing to a socket costs more than most statements. */
function sendTogether(client: PoolClient): void {
  if (gathering.has(client)) return;
  gathering.add(client);
  const { stream } = (client as unknown as Wired).connection;
  stream.cork();
  process.nextTick(() => {
    gathering.delete(client);
    stream.uncork();
  });
}
