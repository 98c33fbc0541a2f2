import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { cursorOf, pageOf, type Page } from '../lists/cursor.rules';
import type { ListServicesDto, ServiceView } from './service.dto';

/** The directory as a link worker chooses from it: by name. */
@Injectable()
export class ServicesQuery {
  constructor(private readonly transaction: Transaction) {}

  async list({ need, status, limit, cursor }: ListServicesDto): Promise<Page<ServiceView>> {
    const from = cursorOf(cursor);
    const rows = await this.transaction.read<ServiceView>(
      `SELECT service_id AS id, provider_id AS "providerId", provider_name AS "providerName", name, description, needs, status
       FROM service_copy
       WHERE ($1::text IS NULL OR $1 = ANY(needs)) AND ($2::text IS NULL OR status = $2)
         AND ($3::text IS NULL OR (name, service_id) > ($3, $4::uuid))
       ORDER BY name, service_id LIMIT $5`,
      [need ?? null, status ?? null, from?.after ?? null, from?.id ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => ({ after: row.name, id: row.id }),
      (row) => row,
    );
  }
}
