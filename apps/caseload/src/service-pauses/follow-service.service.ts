import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SERVICE_CLOSED } from '../directory/service-copy.entity';
import { ServiceRepository } from '../directory/service.repository';
import { TimerService } from '../timers/timer.service';
import { PauseConnectionsService } from './pause-connections.service';

/** Cases of one transaction. */
const AT_ONCE = 50;

/** Lets the connections of a service rest that the directory says takes nobody any more (CL-21): some cases at a time, until all are done. */
@Injectable()
export class FollowServiceService implements OnModuleInit {
  constructor(
    private readonly timers: TimerService,
    private readonly services: ServiceRepository,
    private readonly pauseConnections: PauseConnectionsService,
  ) {}

  onModuleInit(): void {
    this.timers.on(SERVICE_CLOSED, ({ subjectId }, now) => this.execute(subjectId, now));
  }

  private async execute(serviceId: string, now: Date): Promise<void> {
    const service = await this.services.find(serviceId);
    if (!service || service.isOpen) return;
    const reason = service.status === 'temporarily closed' ? 'paused' : 'closed';
    const { last } = await this.pauseConnections.execute({ serviceId, reason, reach: null, by: 'directory' }, now, null, AT_ONCE);
    if (last !== null) await this.timers.set(SERVICE_CLOSED, serviceId, now, { after: last });
  }
}
