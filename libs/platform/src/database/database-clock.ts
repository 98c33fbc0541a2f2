import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { BackgroundLoop } from '../background-loop';
import type { Clock } from '../clock';
import type { Transaction } from './transaction';

const EVERY_MS = 30_000;
/** Differences below this are the way to PostgreSQL and back; following them would only make the clock jump. */
const GRAIN_MS = 100;
/** From here on an operator should put the machine's clock right. */
const WORTH_TELLING_MS = 5000;

/** Keeps a process's `Clock` with that of its PostgreSQL, in whose time everything stored is due. */
export class DatabaseClock implements OnModuleDestroy {
  private readonly logger = new Logger('clock');
  private readonly loop = new BackgroundLoop('clock', EVERY_MS, () => this.compare());
  private aheadMs = 0;

  private constructor(
    private readonly clock: Clock,
    private readonly transaction: Transaction,
  ) {}

  /** Resolves when the clock is right; when PostgreSQL cannot be asked just now it becomes so later. */
  static async start(clock: Clock, transaction: Transaction): Promise<DatabaseClock> {
    const followed = new DatabaseClock(clock, transaction);
    await followed.compare().catch(() => undefined);
    followed.loop.start();
    return followed;
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async compare(): Promise<boolean> {
    const asked = Date.now();
    const there = await this.transaction.now();
    const answered = Date.now();
    const aheadMs = there.getTime() - (asked + answered) / 2;
    if (Math.abs(aheadMs - this.aheadMs) < GRAIN_MS + (answered - asked) / 2) return false;
    if (Math.abs(aheadMs) > WORTH_TELLING_MS && Math.abs(this.aheadMs) <= WORTH_TELLING_MS)
      this.logger.warn(`this machine's clock and PostgreSQL's are ${(Math.abs(aheadMs) / 1000).toFixed(0)} s apart; PostgreSQL's counts`);
    this.aheadMs = Math.abs(aheadMs) < GRAIN_MS ? 0 : aheadMs;
    this.clock.follow(this.aheadMs);
    return false;
  }
}
