import { Injectable } from '@nestjs/common';
import { afterOf, pageOf, Transaction, type Page, type PageQuery } from '#libs/platform';

export interface ClientView {
  readonly clientId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly scopes: readonly string[];
  readonly authentication: 'private_key_jwt' | 'client_secret_basic';
  readonly createdAt: string;
}

/** The registered systems, by id. */
@Injectable()
export class ClientsQuery {
  constructor(private readonly transaction: Transaction) {}

  /** `organisationId` undefined: of all organisations. */
  async page({ limit, cursor }: PageQuery, organisationId?: string): Promise<Page<ClientView>> {
    const rows = await this.transaction.read<ClientView>(
      `SELECT id AS "clientId", name, organisation_id AS "organisationId", scopes,
              CASE WHEN jwks IS NULL THEN 'client_secret_basic' ELSE 'private_key_jwt' END AS authentication, created_at AS "createdAt"
         FROM client WHERE id > $1 AND ($2::uuid IS NULL OR organisation_id = $2) ORDER BY id LIMIT $3`,
      [afterOf(cursor) ?? '', organisationId ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ clientId }) => clientId,
      (row) => row,
    );
  }
}
