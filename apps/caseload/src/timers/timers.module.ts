import type { Feature } from '#libs/platform';
import { TimerRepository } from './timer.repository';
import { TimerService } from './timer.service';
import { TimerWorker } from './timer.worker';
import { TimersController } from './timers.controller';
import { TimersQuery } from './timers.query';

/** What happens by itself when its time has come. */
export const timers: Feature = {
  controllers: [TimersController],
  providers: [TimerRepository, TimerService, TimersQuery, TimerWorker],
};
