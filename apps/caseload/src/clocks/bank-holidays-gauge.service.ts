import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { Clock } from '#libs/platform';
import { BANK_HOLIDAYS_UNTIL, bankHolidaysKnownForDays, ENOUGH_DAYS_AHEAD } from './bank-holidays.rules';

/** Says for how long the bank holidays are known, and warns at the start of a process when it is less than a year: later ones would count as working days. */
@Injectable()
export class BankHolidaysGauge implements OnModuleInit {
  private readonly logger = new Logger(BankHolidaysGauge.name);

  constructor(
    private readonly registry: Registry,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const days = () => bankHolidaysKnownForDays(this.clock.now());
    new Gauge({
      name: 'caseload_bank_holidays_known_days',
      help: 'Days ahead for which the bank holidays are known; below 365 the next year must be entered',
      registers: [this.registry],
      collect() {
        this.set(days());
      },
    });
    if (days() < ENOUGH_DAYS_AHEAD)
      this.logger.warn(`bank holidays are known until ${BANK_HOLIDAYS_UNTIL} only: update to a release that knows the next year`);
  }
}
