import type { Feature } from '#libs/platform';
import { BankHolidaysGauge } from './bank-holidays-gauge.service';
import { ClockPauseRepository } from './clock-pause.repository';
import { ClockPausesController } from './clock-pauses.controller';
import { ClockPausesQuery } from './clock-pauses.query';
import { PauseClockService } from './pause-clock.service';

/** What is promised by when, in working days of the scheme's nation. */
export const clocks: Feature = {
  controllers: [ClockPausesController],
  providers: [BankHolidaysGauge, ClockPauseRepository, ClockPausesQuery, PauseClockService],
};
