import { Logger } from '@nestjs/common';

/** Something that fails again and again until it passes: one line in the log when it begins, one when it has passed everywhere. */
export class Trouble {
  /** The database is away, full or refuses writes: one trouble for all loops of the process. */
  static readonly ofDatabase = new Trouble(new Logger('database'));

  private readonly met = new Set<object>();
  private since = 0;
  private failures = 0;

  constructor(private readonly logger: Logger) {}

  began(who: object, why: string): void {
    if (this.met.size === 0) {
      this.since = performance.now();
      this.failures = 0;
      this.logger.error(`${why}; tried again until it passes`);
    }
    this.met.add(who);
    this.failures += 1;
  }

  ended(who: object): void {
    if (!this.met.delete(who) || this.met.size > 0) return;
    const seconds = ((performance.now() - this.since) / 1000).toFixed(1);
    this.logger.warn(`works again after ${seconds} s and ${String(this.failures)} failed tries`);
  }

  /** It stops trying: nothing is known of whether it would pass. */
  forget(who: object): void {
    this.met.delete(who);
  }
}
