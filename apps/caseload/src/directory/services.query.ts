import { Injectable } from '@nestjs/common';
import { cursorOf, pageOf, Transaction, type Page } from '#libs/platform';
import type { ListServicesDto, ServiceView } from './service.dto';

/** The directory as a link worker chooses from it: by name. */
@Injectable()
export class ServicesQuery {
  constructor(private readonly transaction: Transaction) {}

  async list({ need, status, interest, limit, cursor }: ListServicesDto): Promise<Page<ServiceView>> {
    const from = cursorOf(cursor);
    const rows = await this.transaction.read<ServiceView>(
      `SELECT service_id AS id, provider_id AS "providerId", provider_name AS "providerName", name, description, needs, status, settings
       FROM service_copy
       WHERE ($1::text IS NULL OR $1 = ANY(needs)) AND ($2::text IS NULL OR status = $2)
         AND ($3::text IS NULL OR (name, service_id) > ($3, $4::uuid))
         AND ($6::text IS NULL OR to_tsvector('english', name || ' ' || description) @@ plainto_tsquery('english', $6))
       ORDER BY name, service_id LIMIT $5`,
      [need ?? null, status ?? null, from?.after ?? null, from?.id ?? null, limit + 1, interest ?? null],
    );
    return pageOf(
      rows,
      limit,
      (row) => ({ after: row.name, id: row.id }),
      (row) => row,
    );
  }
}
