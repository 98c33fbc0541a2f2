import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { afterOf, pageOf, Transaction, type Page } from '#libs/platform';
import type { EndpointListQuery } from './endpoint.dto';
import { Endpoint, ENDPOINT_STATUSES } from './endpoint.entity';
import { viewOf, type EndpointView } from './endpoint.view';

/** Endpoints in the order of ids. */
@Injectable()
export class EndpointsQuery {
  constructor(private readonly transaction: Transaction) {}

  /** `only`: the provider beyond which the caller sees none. */
  async list({ providerId, limit, cursor }: EndpointListQuery, only: string | undefined): Promise<Page<EndpointView>> {
    const now = await this.transaction.now();
    const rows = this.transaction.reader
      .createQueryBuilder(Endpoint, 'endpoint')
      .where('endpoint.status IN (:...shown)', { shown: ENDPOINT_STATUSES })
      .orderBy('endpoint.id')
      .limit(limit + 1);
    if (providerId !== undefined) rows.andWhere('endpoint.provider_id = :providerId', { providerId });
    if (only !== undefined) rows.andWhere('endpoint.provider_id = :only', { only });
    const after = afterOf(cursor, isUUID);
    if (after !== null) rows.andWhere('endpoint.id > :after', { after });
    return pageOf(
      await rows.getMany(),
      limit,
      ({ id }) => id,
      (endpoint) => viewOf(endpoint, now),
    );
  }
}
