import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NotFoundError } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { Endpoint, ENDPOINT_STATUSES } from './endpoint.entity';
import { TooManyEndpointsError, TooManyTestsError } from './endpoint.errors';

/** The providers' webhook endpoints. */
@Injectable()
export class EndpointRepository {
  constructor(private readonly transaction: Transaction) {}

  /** For a provider that is registered and has not yet as many as it may. */
  async insert(endpoint: Endpoint, most: number): Promise<void> {
    const { providerId } = endpoint;
    await this.lockProvider(providerId);
    const count = await this.transaction.manager.countBy(Endpoint, { providerId, status: In(ENDPOINT_STATUSES) });
    if (count >= most) throw new TooManyEndpointsError(most);
    await this.transaction.manager.insert(Endpoint, endpoint);
  }

  /** Refuses one test more than a provider may make in an hour. */
  async allowTest(providerId: string, most: number): Promise<void> {
    await this.lockProvider(providerId);
    const [tests] = await this.transaction.query<{ count: number; freeIn: number }>(
      `SELECT count(*)::int AS count, extract(epoch FROM min(d.created_at) + interval '1 hour' - clock_timestamp())::float8 AS "freeIn"
         FROM endpoint e JOIN delivery d ON d.endpoint_id = e.id
        WHERE e.provider_id = $1 AND d.type = 'endpoint.test' AND d.created_at > clock_timestamp() - interval '1 hour'`,
      [providerId],
    );
    if (tests && tests.count >= most) throw new TooManyTestsError(most, tests.freeIn);
  }

  async save(endpoint: Endpoint): Promise<void> {
    await this.transaction.manager.save(endpoint, { reload: false });
  }

  async lock(id: string): Promise<Endpoint> {
    const endpoint = await this.transaction.manager.findOne(Endpoint, {
      where: { id, status: In(ENDPOINT_STATUSES) },
      lock: { mode: 'pessimistic_write' },
    });
    if (!endpoint) throw new NotFoundError('endpoint');
    return endpoint;
  }

  async get(id: string): Promise<Endpoint> {
    const endpoint = await this.transaction.reader.findOneBy(Endpoint, { id, status: In(ENDPOINT_STATUSES) });
    if (!endpoint) throw new NotFoundError('endpoint');
    return endpoint;
  }

  /** In the order of ids, so that whoever locks their lanes does so in one order. Disabled ones too: what is due to them waits. */
  ofProvider(providerId: string): Promise<Endpoint[]> {
    return this.transaction.reader.find(Endpoint, { where: { providerId, status: In(ENDPOINT_STATUSES) }, order: { id: 'ASC' } });
  }

  // Its quotas are counted by one at a time.
  private async lockProvider(id: string): Promise<void> {
    const found = await this.transaction.query(`SELECT 1 FROM provider WHERE id = $1 FOR NO KEY UPDATE`, [id]);
    if (found.length === 0) throw new NotFoundError('provider');
  }
}
