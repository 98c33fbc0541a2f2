import { Injectable } from '@nestjs/common';
import { AuditService, Clock, fittingOrganisation, Transaction, TrustList, type Principal } from '#libs/platform';
import { DirectoryRepository } from './directory.repository';
import { Provider } from './provider.entity';

const PROVIDER_KINDS = ['charity', 'scheme-provider', 'hub'] as const;

/** Takes an organisation into the directory. */
@Injectable()
export class RegisterProviderService {
  constructor(
    private readonly transaction: Transaction,
    private readonly directory: DirectoryRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly trust: TrustList,
  ) {}

  async execute({ id, name }: { id: string; name: string }, by: Principal): Promise<{ id: string; name: string }> {
    await fittingOrganisation(this.trust, id, PROVIDER_KINDS, '/id');
    return this.transaction.run(async () => {
      await this.directory.insertProvider(Provider.register(id, name, this.clock.now()));
      await this.audit.record({ by, action: 'create', entity: 'provider', entityId: id });
      return { id, name };
    });
  }
}
