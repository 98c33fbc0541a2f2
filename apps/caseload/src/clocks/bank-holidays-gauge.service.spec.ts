import { Logger } from '@nestjs/common';
import { Registry } from 'prom-client';
import type { Clock } from '#libs/platform';
import { BankHolidaysGauge } from './bank-holidays-gauge.service';

describe('a process that starts', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['with a year of bank holidays ahead says nothing', '2028-01-01T12:00:00Z', 0],
    ['with a day less says that the next year must be entered', '2028-01-02T12:00:00Z', 1],
  ])('%s', async (_what, now, warnings) => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const registry = new Registry();
    new BankHolidaysGauge(registry, { now: () => new Date(now) } as Clock).onModuleInit();
    expect(warn).toHaveBeenCalledTimes(warnings);
    expect(await registry.metrics()).toContain(`caseload_bank_holidays_known_days ${String(365 - warnings)}`);
  });
});
