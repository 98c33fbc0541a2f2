import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { TimerService } from '../timers/timer.service';

/** The clock that asks whether a worker still sees what they own. Its subject is the worker. */
export const ACCESS_TIMER = 'worker.access';

/** What a worker may see has changed: it is looked into at once what they own and no longer see. */
@Injectable()
export class WatchAccessService {
  constructor(
    private readonly timers: TimerService,
    private readonly clock: Clock,
  ) {}

  execute(workerId: string): Promise<void> {
    return this.timers.set(ACCESS_TIMER, workerId, this.clock.now());
  }
}
