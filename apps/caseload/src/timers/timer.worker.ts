import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { BackgroundLoop, Clock } from '#libs/platform';
import { retryAfterMs } from './backoff.rules';
import type { Timer } from './timer.entity';
import { TimerRepository } from './timer.repository';
import { TimerService } from './timer.service';

/** How long an instance may take over what it has claimed before another one may try. */
const LEASE_MS = 60_000;
const AT_ONCE = 20;
/** Timers set by other instances are found by looking this often, at the latest. */
const IDLE_MS = 5000;
const LONGEST_WHY = 300;

/** Runs the timers that are due. Woken by the next due time. */
@Injectable()
export class TimerWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(TimerWorker.name);
  private readonly loop = new BackgroundLoop('timers', IDLE_MS, () => this.round());
  private alarm: NodeJS.Timeout | undefined;
  private alarmAt = Infinity;
  private stopping = false;

  constructor(
    private readonly timers: TimerRepository,
    private readonly handlers: TimerService,
    private readonly clock: Clock,
  ) {
    clock.onMoved(() => {
      this.loop.wake();
    });
    handlers.onSet((dueAt) => {
      this.expect(dueAt);
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.alarm);
    await this.loop.stop();
  }

  private async round(): Promise<boolean> {
    const claim = randomUUID();
    const due = await this.timers.claim(claim, this.clock.now(), LEASE_MS, AT_ONCE);
    for (const timer of due) await this.fire(timer, claim);
    if (due.length > 0) return !this.stopping;
    const next = await this.timers.nextTryAt();
    if (next) this.expect(next);
    return false;
  }

  private async fire(timer: Timer, claim: string): Promise<void> {
    try {
      await this.timers.fire(timer, claim, () => this.handle(timer));
    } catch (error) {
      const why = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, LONGEST_WHY);
      const attempts = timer.attempts + 1;
      this.logger.warn(`timer ${timer.kind} of ${timer.subjectId} failed ${String(attempts)} times: ${why}`);
      await this.timers.failed(timer.id, claim, why, new Date(this.clock.now().getTime() + retryAfterMs(attempts)));
    }
  }

  private async handle(timer: Timer): Promise<void> {
    const handler = this.handlers.handlerOf(timer.kind);
    if (!handler) throw new Error('Nobody handles timers of this kind');
    await handler(timer, this.clock.now());
  }

  private expect(at: Date): void {
    const time = at.getTime();
    if (this.stopping || (this.alarm && time >= this.alarmAt)) return;
    clearTimeout(this.alarm);
    this.alarmAt = time;
    // One beyond the idle time is found by looking.
    const wait = Math.min(IDLE_MS, Math.max(1, time - this.clock.now().getTime()));
    this.alarm = setTimeout(() => {
      this.alarm = undefined;
      this.loop.wake();
    }, wait);
  }
}
