import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import { isUUID } from 'class-validator';
import { ServiceRepository } from '../directory/service.repository';
import { ReachQuery } from '../workers/reach.query';
import { PauseConnectionsService } from './pause-connections.service';
import type { ServicePauseReason, ServicePauseView } from './service-pause.dto';

/** Cases between two looks at what is left. */
const AT_ONCE = 50;

/**
 * Somebody of the organisation says that a service takes nobody any more, or takes people again: all connections of the
 * organisation's open cases in one call. Each case is a transaction of its own; when the call is cut off, the same call
 * again does the rest.
 */
@Injectable()
export class PauseServiceService {
  constructor(
    private readonly services: ServiceRepository,
    private readonly reach: ReachQuery,
    private readonly pauseConnections: PauseConnectionsService,
  ) {}

  async execute(
    serviceId: string,
    reason: ServicePauseReason | null,
    dryRun: boolean,
    by: Principal,
    now: Date,
  ): Promise<ServicePauseView> {
    if (!isUUID(serviceId) || !(await this.services.find(serviceId))) throw new NotFoundError('service');
    const change = { serviceId, reason, reach: await this.reach.of(by), by };
    if (dryRun) return { dryRun, ...(await this.pauseConnections.count(change)) };
    let [connections, cases] = [0, 0];
    let after: string | null = null;
    do {
      const done = await this.pauseConnections.execute(change, now, after, AT_ONCE);
      connections += done.connections;
      cases += done.cases;
      after = done.last;
    } while (after !== null);
    return { dryRun, connections, cases };
  }
}
