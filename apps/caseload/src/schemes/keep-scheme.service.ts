import { Injectable } from '@nestjs/common';
import type { SchemePublished } from '#libs/contracts';
import { Clock, Transaction } from '#libs/platform';
import { TimerService } from '../timers/timer.service';
import { SchemeCopy } from './scheme-copy.entity';
import { SchemeRepository } from './scheme.repository';

/** A scheme has changed: what is worked out by it is worked out anew. Its subject is the scheme. */
export const SCHEME_TIMER = 'scheme.changed';

/** Keeps the newest state of a scheme. Clocks that already run keep the dates that were promised; new ones follow the new levels. */
@Injectable()
export class KeepSchemeService {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly timers: TimerService,
    private readonly clock: Clock,
  ) {}

  execute(published: SchemePublished, sequence: number): Promise<void> {
    return this.transaction.run(async () => {
      await this.schemes.keep(SchemeCopy.from(published, sequence));
      await this.timers.set(SCHEME_TIMER, published.schemeId, this.clock.now());
    });
  }
}
