import { Injectable } from '@nestjs/common';

/**
 * The time of day, as something that can be put in a constructor. It is that of the service's PostgreSQL, which `DatabaseClock` follows:
 * a due time that one process writes is compared with `now()` there, and by other processes whose own clocks may differ.
 */
@Injectable()
export class Clock {
  private aheadMs = 0;
  private readonly waiting: (() => void)[] = [];

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  /** The clock to go by is so many milliseconds ahead of this machine's. */
  follow(aheadMs: number): void {
    this.aheadMs = aheadMs;
    for (const look of this.waiting) look();
  }

  /** Whoever waits for a time of this clock looks anew whenever it is put right. */
  onMoved(look: () => void): void {
    this.waiting.push(look);
  }
}
