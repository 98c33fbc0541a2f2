import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { BackgroundLoop } from '../background-loop';
import type { Transaction } from '../database/transaction';
import type { CallCounts } from './call-counts';

const EXCHANGE_MS = 1000;

/** Tells the other instances of a service, by its database, what this one counted, and hears what they did. Keys are hashes: nobody can read who called. */
export class CallCountExchange implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop;
  private counts: CallCounts | undefined;
  private minute = 0;

  constructor(
    service: string,
    private readonly transaction: Transaction,
  ) {
    this.loop = new BackgroundLoop(`${service} call counts`, EXCHANGE_MS, () => this.round());
  }

  /** Without it the service's database is not asked: a process has one exchange, however many services it runs. */
  serve(counts: CallCounts): void {
    this.counts = counts;
  }

  onApplicationBootstrap(): void {
    if (this.counts) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async round(): Promise<boolean> {
    const told = this.counts?.untold();
    if (!told || told.calls.size === 0) return false;
    // In one order for all instances: two that add to the same rows must not wait for one another.
    const keys = [...told.calls.keys()].sort();
    const rows = await this.transaction.read<{ key: Buffer; calls: number }>(
      `INSERT INTO call_count (key, minute, calls) SELECT decode(key, 'base64'), $1, calls FROM unnest($2::text[], $3::int[]) AS told (key, calls)
       ON CONFLICT (minute, key) DO UPDATE SET calls = call_count.calls + excluded.calls RETURNING key, calls`,
      [told.minute, keys, keys.map((key) => told.calls.get(key) ?? 0)],
    );
    this.counts?.heard(told, new Map(rows.map(({ key, calls }): [string, number] => [key.toString('base64'), calls])));
    if (told.minute !== this.minute) await this.transaction.read(`DELETE FROM call_count WHERE minute < $1 RETURNING 1`, [told.minute]);
    this.minute = told.minute;
    return false;
  }
}
