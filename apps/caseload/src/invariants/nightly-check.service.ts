import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Clock, Transaction } from '#libs/platform';
import { TimerService } from '../timers/timer.service';
import { CheckInvariantsService } from './check-invariants.service';

const KIND = 'invariants.nightly';
const DAY_MS = 86_400_000;
/** In UTC: after the clocks have been changed, and before anybody works. */
const HOUR = 2;

/** Checks the invariants every night, on one instance. */
@Injectable()
export class NightlyCheckService implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly transaction: Transaction,
    private readonly timers: TimerService,
    private readonly checkInvariants: CheckInvariantsService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timers.on(KIND, async (_timer, now) => {
      await this.checkInvariants.execute();
      await this.timers.set(KIND, 'caseload', nightAfter(now));
    });
  }

  /** A check that was missed while nothing ran is made at once. */
  onApplicationBootstrap(): Promise<void> {
    return this.transaction.run(() => this.timers.ensure(KIND, 'caseload', nightAfter(this.clock.now())));
  }
}

function nightAfter(now: Date): Date {
  const tonight = new Date(now).setUTCHours(HOUR, 0, 0, 0);
  return new Date(tonight > now.getTime() ? tonight : tonight + DAY_MS);
}
