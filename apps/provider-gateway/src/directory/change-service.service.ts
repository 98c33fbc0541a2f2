import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { DirectoryRepository } from './directory.repository';
import { mustManage } from './managing.rules';
import type { ServiceFacts } from './service.entity';
import { viewOf, type ServiceView } from './service.view';

/** Changes a service and publishes its whole new state. */
@Injectable()
export class ChangeServiceService {
  constructor(
    private readonly transaction: Transaction,
    private readonly directory: DirectoryRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  execute(id: string, facts: Partial<ServiceFacts>, by: Principal): Promise<ServiceView> {
    return this.transaction.run(async () => {
      const { providerId } = (await this.directory.findService(id)) ?? {};
      if (providerId === undefined) throw new NotFoundError('service');
      mustManage(by, providerId, 'service');
      const provider = await this.directory.lockProvider(providerId);
      const service = await this.directory.getService(id);
      service.change(facts);
      await this.directory.save(service);
      await this.outbox.add(service.toServicePublished(provider.name));
      await this.audit.record({ by, action: 'update', entity: 'service', entityId: id });
      return viewOf(service, provider.name);
    });
  }
}
