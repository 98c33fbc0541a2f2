import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import { DirectoryRepository } from './directory.repository';
import { mustManage } from './managing.rules';
import { Service, type ServiceFacts } from './service.entity';
import { viewOf, type ServiceView } from './service.view';

/** Adds a service to a provider's offer and publishes it to whoever makes connections. */
@Injectable()
export class OfferServiceService {
  constructor(
    private readonly transaction: Transaction,
    private readonly directory: DirectoryRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  execute(providerId: string, facts: ServiceFacts, by: Principal): Promise<ServiceView> {
    mustManage(by, providerId);
    return this.transaction.run(async () => {
      const provider = await this.directory.lockProvider(providerId);
      const service = Service.offer(randomUUID(), providerId, facts, this.clock.now());
      await this.directory.insertService(service);
      await this.outbox.add(service.toServicePublished(provider.name));
      await this.audit.record({ by, action: 'create', entity: 'service', entityId: service.id });
      return viewOf(service, provider.name);
    });
  }
}
