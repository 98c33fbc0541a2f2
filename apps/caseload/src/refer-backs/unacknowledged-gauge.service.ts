import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { Clock } from '#libs/platform';
import { ReferBackRepository } from './refer-back.repository';

const NAME = 'caseload_crisis_refer_back_oldest_unacknowledged_seconds';

/** Tells, each time the metrics are read, how long the crisis refer-back that has waited longest has waited; 0 when none does (CL-22). */
@Injectable()
export class UnacknowledgedGauge implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly referBacks: ReferBackRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const seconds = () => this.seconds();
    const gauge: Gauge = new Gauge({
      name: NAME,
      help: 'Age of the oldest crisis refer-back that no clinician has acknowledged',
      registers: [this.registry],
      async collect() {
        this.set(await seconds());
      },
    });
    gauge.set(0);
  }

  private async seconds(): Promise<number> {
    const oldest = await this.referBacks.oldestWaiting();
    return oldest ? (this.clock.now().getTime() - oldest.getTime()) / 1000 : 0;
  }
}
