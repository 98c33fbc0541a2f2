import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { afterOf, pageOf, Transaction, type Page, type PageQuery } from '#libs/platform';
import type { ServiceListQuery } from './directory.dto';
import { Provider } from './provider.entity';
import { Service } from './service.entity';
import { viewOf, type ServiceView } from './service.view';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Lists of the directory, in the order of ids. */
@Injectable()
export class DirectoryQuery {
  constructor(private readonly transaction: Transaction) {}

  /** All providers, or one. */
  async providers(only: string | undefined, { limit, cursor }: PageQuery): Promise<Page<Named>> {
    const rows = await this.transaction.read<Named>(
      `SELECT id, name FROM provider WHERE ($1::uuid IS NULL OR id = $1) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [only ?? null, afterOf(cursor, isUUID), limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      ({ id, name }) => ({ id, name }),
    );
  }

  async services({ providerId, status, limit, cursor }: ServiceListQuery): Promise<Page<ServiceView>> {
    const rows = this.transaction.reader
      .createQueryBuilder(Service, 'service')
      .orderBy('service.id')
      .limit(limit + 1);
    if (providerId !== undefined) rows.andWhere('service.provider_id = :providerId', { providerId });
    if (status) rows.andWhere('service.status = :status', { status });
    const after = afterOf(cursor, isUUID);
    if (after !== null) rows.andWhere('service.id > :after', { after });
    const services = await rows.getMany();
    const names = await this.namesOf(services);
    return pageOf(
      services,
      limit,
      ({ id }) => id,
      (service) => viewOf(service, names.get(service.providerId) ?? ''),
    );
  }

  private async namesOf(services: readonly Service[]): Promise<Map<string, string>> {
    const ids = [...new Set(services.map(({ providerId }) => providerId))];
    const providers =
      ids.length === 0 ? [] : await this.transaction.reader.createQueryBuilder(Provider, 'p').where('p.id = ANY(:ids)', { ids }).getMany();
    return new Map(providers.map(({ id, name }) => [id, name]));
  }
}
