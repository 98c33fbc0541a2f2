import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Provider } from '../directory/provider.entity';
import { Endpoint } from './endpoint.entity';

/** The providers' webhook endpoints. */
@Injectable()
export class EndpointRepository {
  constructor(private readonly transaction: Transaction) {}

  /** For a provider that is registered. */
  async insert(endpoint: Endpoint): Promise<void> {
    if (!(await this.transaction.manager.existsBy(Provider, { id: endpoint.providerId }))) throw new NotFoundError('provider');
    await this.transaction.manager.insert(Endpoint, endpoint);
  }

  async save(endpoint: Endpoint): Promise<void> {
    await this.transaction.manager.save(endpoint, { reload: false });
  }

  async lock(id: string): Promise<Endpoint> {
    const endpoint = await this.transaction.manager.findOne(Endpoint, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!endpoint) throw new NotFoundError('endpoint');
    return endpoint;
  }

  async get(id: string): Promise<Endpoint> {
    const endpoint = await this.transaction.reader.findOneBy(Endpoint, { id });
    if (!endpoint) throw new NotFoundError('endpoint');
    return endpoint;
  }

  /** In the order of ids, so that whoever locks their lanes does so in one order. Disabled ones too: what is due to them waits. */
  ofProvider(providerId: string): Promise<Endpoint[]> {
    return this.transaction.reader.find(Endpoint, { where: { providerId }, order: { id: 'ASC' } });
  }
}
