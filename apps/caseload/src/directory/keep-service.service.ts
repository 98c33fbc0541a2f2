import { Injectable } from '@nestjs/common';
import type { ServicePublished } from '#libs/contracts';
import { Clock, Transaction } from '#libs/platform';
import { TimerService } from '../timers/timer.service';
import { SERVICE_CLOSED, ServiceCopy } from './service-copy.entity';
import { ServiceRepository } from './service.repository';

/** Keeps the newest state of a community service. What becomes of its connections when it takes nobody any more follows at once, by a timer (CL-21). */
@Injectable()
export class KeepServiceService {
  constructor(
    private readonly transaction: Transaction,
    private readonly services: ServiceRepository,
    private readonly timers: TimerService,
    private readonly clock: Clock,
  ) {}

  execute(published: ServicePublished, sequence: number): Promise<void> {
    return this.transaction.run(async () => {
      const copy = ServiceCopy.from(published, sequence);
      const isNews = await this.services.keep(copy);
      if (isNews && !copy.isOpen) await this.timers.set(SERVICE_CLOSED, copy.serviceId, this.clock.now());
    });
  }
}
