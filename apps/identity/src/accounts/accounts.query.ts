import { Injectable } from '@nestjs/common';
import type { Role } from '#libs/contracts';
import { afterOf, pageOf, Transaction, type Page, type PageQuery } from '#libs/platform';

export interface AccountView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly organisationId: string;
  readonly roles: readonly Role[];
  readonly createdAt: string;
}

/** The people who can sign in, by id. */
@Injectable()
export class AccountsQuery {
  constructor(private readonly transaction: Transaction) {}

  /** `organisationId` undefined: of all organisations. */
  async page({ limit, cursor }: PageQuery, organisationId?: string): Promise<Page<AccountView>> {
    const rows = await this.transaction.read<AccountView>(
      `SELECT id, email, name, organisation_id AS "organisationId", roles, created_at AS "createdAt"
         FROM account WHERE id::text > $1 AND ($2::uuid IS NULL OR organisation_id = $2) ORDER BY id::text LIMIT $3`,
      [afterOf(cursor) ?? '', organisationId ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => row,
    );
  }
}
