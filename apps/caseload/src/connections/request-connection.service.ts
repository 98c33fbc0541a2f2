import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { respondBy } from '../clocks/service-levels.rules';
import type { ServiceCopy } from '../directory/service-copy.entity';
import { ServiceRepository } from '../directory/service.repository';
import { ReachQuery } from '../workers/reach.query';
import { connectionProgressed, connectionRequested } from './connection-events.mapper';
import { isLive } from './connection-state.rules';
import { connectionViewOf } from './connection-view.mapper';
import type { ConnectionView, RequestConnectionDto } from './connection.dto';
import { Connection } from './connection.entity';
import { ConnectionAlreadyLiveError, ServiceNotOpenError } from './connection.errors';
import { ConnectionRepository } from './connection.repository';
import { sharedPerson } from './shared-person.rules';

/** Asks a service of the directory to take the person on, within the scheme's time to answer. */
@Injectable()
export class RequestConnectionService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly connections: ConnectionRepository,
    private readonly services: ServiceRepository,
    private readonly reach: ReachQuery,
    private readonly outbox: OutboxService,
  ) {}

  async execute(
    caseId: string,
    told: RequestConnectionDto,
    expectedVersion: number | undefined,
    by: Principal,
    now: Date,
  ): Promise<ConnectionView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute(
      { caseId, reach, expectedVersion, by, action: 'connect' },
      async ({ case: found, connections, clocks }) => {
        found.assertMayConnect();
        const { serviceId, providerId, name: serviceName, providerName } = await this.openService(told.serviceId);
        const live = connections.find((other) => other.serviceId === serviceId && isLive(other.state));
        if (live) throw new ConnectionAlreadyLiveError(live.state);
        const { levelOfSupport, needs, consentToShare } = told;
        const where = { id: randomUUID(), caseId: found.id, serviceId, providerId, serviceName, providerName };
        const made = Connection.refer({
          ...where,
          levelOfSupport,
          needs,
          consentToShare,
          requestedAt: now,
          respondBy: respondBy(now, clocks),
        });
        await this.connections.insert(made);
        connections.push(made);
        await this.outbox.add(connectionRequested(found, made, sharedPerson(found.person, consentToShare, told.reason)));
        await this.outbox.add(connectionProgressed(found, made));
        return connectionViewOf(made, [made]);
      },
    );
  }

  private async openService(serviceId: string): Promise<ServiceCopy> {
    const service = await this.services.find(serviceId);
    if (!service) throw new ServiceNotOpenError('The directory does not list this service.');
    if (!service.isOpen) throw new ServiceNotOpenError(`${service.name} takes nobody just now: it is ${service.status}.`);
    return service;
  }
}
