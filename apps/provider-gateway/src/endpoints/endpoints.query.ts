import { Injectable } from '@nestjs/common';
import { Clock, Transaction } from '#libs/platform';
import { pageOf, type Page } from '../page.dto';
import type { EndpointListQuery } from './endpoint.dto';
import { Endpoint } from './endpoint.entity';
import { viewOf, type EndpointView } from './endpoint.view';

/** Endpoints in the order of ids. */
@Injectable()
export class EndpointsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** `only`: the provider beyond which the caller sees none. */
  async list({ providerId, limit, cursor }: EndpointListQuery, only: string | undefined): Promise<Page<EndpointView>> {
    const now = this.clock.now();
    const rows = this.transaction.reader
      .createQueryBuilder(Endpoint, 'endpoint')
      .orderBy('endpoint.id')
      .limit(limit + 1);
    if (providerId !== undefined) rows.andWhere('endpoint.provider_id = :providerId', { providerId });
    if (only !== undefined) rows.andWhere('endpoint.provider_id = :only', { only });
    if (cursor !== undefined) rows.andWhere('endpoint.id > :cursor', { cursor });
    return pageOf(await rows.getMany(), limit, (endpoint) => viewOf(endpoint, now));
  }
}
