import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { DirectoryRepository } from './directory.repository';
import { mustManage } from './managing.rules';

/** Renames a provider; each of its services is published again, since they carry the name. */
@Injectable()
export class ChangeProviderService {
  constructor(
    private readonly transaction: Transaction,
    private readonly directory: DirectoryRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  execute(id: string, { name }: { name: string }, by: Principal): Promise<{ id: string; name: string }> {
    mustManage(by, id);
    return this.transaction.run(async () => {
      const provider = await this.directory.lockProvider(id);
      provider.name = name;
      await this.directory.save(provider);
      for (const service of await this.directory.servicesOf(id)) await this.outbox.add(service.toServicePublished(name));
      await this.audit.record({ by, action: 'update', entity: 'provider', entityId: id });
      return { id, name };
    });
  }
}
