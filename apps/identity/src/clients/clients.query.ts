import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { afterOf, pageOf, Transaction, type Page, type PageQuery } from '#libs/platform';
import { CLIENT_ID } from './client.rules';

export interface ClientView {
  readonly clientId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly scopes: readonly string[];
  readonly authentication: 'private_key_jwt' | 'client_secret_basic';
  /** The ids of its keys; none of a client with a secret. */
  readonly keyIds: readonly string[];
  readonly createdAt: string;
  readonly disabledAt: string | null;
  /** Until when the keys or the secret before the last rotation open too; null when they do no more. */
  readonly previousUntil: string | null;
}

const VIEW = `id AS "clientId", name, organisation_id AS "organisationId", scopes,
  CASE WHEN jwks IS NULL THEN 'client_secret_basic' ELSE 'private_key_jwt' END AS authentication,
  ARRAY(SELECT key ->> 'kid' FROM jsonb_array_elements(jwks -> 'keys') AS key) AS "keyIds",
  created_at AS "createdAt", disabled_at AS "disabledAt", CASE WHEN previous_until > now() THEN previous_until END AS "previousUntil"`;

/** The registered systems, by id. */
@Injectable()
export class ClientsQuery {
  constructor(private readonly transaction: Transaction) {}

  /** `organisationId` undefined: of all organisations. */
  async page({ limit, cursor }: PageQuery, organisationId?: string): Promise<Page<ClientView>> {
    const rows = await this.transaction.read<ClientView>(
      `SELECT ${VIEW} FROM client WHERE id > $1 AND ($2::uuid IS NULL OR organisation_id = $2) ORDER BY id LIMIT $3`,
      [afterOf(cursor) ?? '', organisationId ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ clientId }) => clientId,
      (row) => row,
    );
  }

  /** Throws `NotFoundError`, also for a client of another organisation. */
  async one(id: string, organisationId?: string): Promise<ClientView> {
    const [found] = CLIENT_ID.test(id)
      ? await this.transaction.read<ClientView>(`SELECT ${VIEW} FROM client WHERE id = $1 AND ($2::uuid IS NULL OR organisation_id = $2)`, [
          id,
          organisationId ?? null,
        ])
      : [];
    if (!found) throw new NotFoundError('client');
    return found;
  }
}
