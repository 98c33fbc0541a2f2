import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Transaction, violatedUnique } from '#libs/platform';
import { ProviderAlreadyRegisteredError } from './directory.errors';
import { Provider } from './provider.entity';
import { Service } from './service.entity';

/** Providers and their services. */
@Injectable()
export class DirectoryRepository {
  constructor(private readonly transaction: Transaction) {}

  async insertProvider(provider: Provider): Promise<void> {
    try {
      await this.transaction.manager.insert(Provider, provider);
    } catch (error) {
      if (violatedUnique(error) === 'provider_pk') throw new ProviderAlreadyRegisteredError();
      throw error;
    }
  }

  async insertService(service: Service): Promise<void> {
    await this.transaction.manager.insert(Service, service);
  }

  async save(changed: Provider | Service): Promise<void> {
    await this.transaction.manager.save(changed, { reload: false });
  }

  /** Locked: whoever changes a provider or its services goes one after the other, so that what is published is in order. */
  async lockProvider(id: string): Promise<Provider> {
    const provider = await this.transaction.manager.findOne(Provider, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!provider) throw new NotFoundError('provider');
    return provider;
  }

  /** As it stands now, after the provider has been locked. */
  async getService(id: string): Promise<Service> {
    return this.transaction.manager.findOneByOrFail(Service, { id });
  }

  findService(id: string): Promise<Service | null> {
    return this.transaction.reader.findOneBy(Service, { id });
  }

  servicesOf(providerId: string): Promise<Service[]> {
    return this.transaction.reader.find(Service, { where: { providerId }, order: { id: 'ASC' } });
  }
}
