import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import { DirectoryRepository } from './directory.repository';
import { Provider } from './provider.entity';

/** Takes an organisation into the directory. */
@Injectable()
export class RegisterProviderService {
  constructor(
    private readonly transaction: Transaction,
    private readonly directory: DirectoryRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  execute({ id = randomUUID(), name }: { id?: string; name: string }, by: Principal): Promise<{ id: string; name: string }> {
    return this.transaction.run(async () => {
      await this.directory.insertProvider(Provider.register(id, name, this.clock.now()));
      await this.audit.record({ by, action: 'create', entity: 'provider', entityId: id });
      return { id, name };
    });
  }
}
