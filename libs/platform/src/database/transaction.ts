import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';

interface Open {
  readonly manager: EntityManager;
  readonly afterCommit: (() => void)[];
}

/**
 * The one way to write. `run` opens a transaction, or joins the one that is open: a use case called by a message
 * handler becomes part of the handler's transaction. Everything inside is awaited before `run` ends.
 */
export class Transaction {
  private readonly open = new AsyncLocalStorage<Open>();

  constructor(private readonly dataSource: DataSource) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.open.getStore()) return work();
    const afterCommit: (() => void)[] = [];
    const result = await this.dataSource.transaction((manager) => this.open.run({ manager, afterCommit }, work));
    for (const act of afterCommit) act();
    return result;
  }

  /** The open transaction's manager. Outside of one it refuses: a write without a transaction is a bug. */
  get manager(): EntityManager {
    const open = this.open.getStore();
    if (!open) throw new Error('There is no open transaction: wrap the work in Transaction.run');
    return open.manager;
  }

  /** For reading: the open transaction's manager, else one of its own connection per statement. */
  get reader(): EntityManager {
    return this.open.getStore()?.manager ?? this.dataSource.manager;
  }

  /**
   * Statements that need nothing of one another, sent in one round and all awaited. When one fails, PostgreSQL refuses
   * those after it; the failure that began it is the one thrown.
   */
  async together<T extends readonly unknown[]>(statements: readonly [...{ [K in keyof T]: Promise<T[K]> }]): Promise<T> {
    const settled = await Promise.allSettled<unknown>(statements as readonly Promise<unknown>[]);
    const reasons = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    if (reasons.length > 0) throw reasons.find((reason) => !isAfterFailure(reason)) ?? reasons[0];
    return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as unknown as T;
  }

  /** Acts once the transaction has committed, and not at all if it rolls back. Must not throw. */
  afterCommit(act: () => void): void {
    const open = this.open.getStore();
    if (!open) throw new Error('There is no open transaction');
    open.afterCommit.push(act);
  }

  /** Parameterised SQL in the open transaction; the rows. */
  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return rowsOf<Row>(await this.manager.query(sql, [...parameters]));
  }

  /** Parameterised SQL for reading; the rows. */
  async read<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return rowsOf<Row>(await this.reader.query(sql, [...parameters]));
  }
}

function isAfterFailure(reason: unknown): boolean {
  return (reason as { driverError?: { code?: string } } | undefined)?.driverError?.code === '25P02';
}

// TypeORM answers UPDATE and DELETE with [rows, count], everything else with rows.
function rowsOf<Row>(answer: unknown): Row[] {
  const list = answer as unknown[];
  return (list.length === 2 && Array.isArray(list[0]) && typeof list[1] === 'number' ? list[0] : list) as Row[];
}
