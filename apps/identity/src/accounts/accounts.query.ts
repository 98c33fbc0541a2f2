import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError, type Role } from '#libs/contracts';
import { afterOf, AuditService, pageOf, Transaction, type Page, type PageQuery, type Principal } from '#libs/platform';
import { visibleOrganisationOf } from '../visible-organisation.query';

export interface AccountView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly organisationId: string;
  readonly roles: readonly Role[];
  /** `invited` until a password is chosen. */
  readonly state: 'invited' | 'active' | 'disabled';
  readonly createdAt: string;
  readonly disabledAt: string | null;
}

const VIEW = `id, email, name, organisation_id AS "organisationId", roles,
  CASE WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN password_hash IS NULL THEN 'invited' ELSE 'active' END AS state,
  created_at AS "createdAt", disabled_at AS "disabledAt"`;

/** The people who can sign in, by id, as far as the caller sees them. */
@Injectable()
export class AccountsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly audit: AuditService,
  ) {}

  async page({ limit, cursor }: PageQuery, caller: Principal): Promise<Page<AccountView>> {
    const rows = await this.transaction.read<AccountView>(
      `SELECT ${VIEW} FROM account WHERE id::text > $1 AND ($2::uuid IS NULL OR organisation_id = $2) ORDER BY id::text LIMIT $3`,
      [afterOf(cursor) ?? '', visibleOrganisationOf(caller) ?? null, limit + 1],
    );
    const page = pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => row,
    );
    await this.audit.recordEach(
      { by: caller, action: 'read', entity: 'account' },
      page.items.map(({ id }) => id),
    );
    return page;
  }

  /** Throws `NotFoundError`, also for an account that the caller does not see. */
  async one(id: string, caller: Principal): Promise<AccountView> {
    const [found] = isUUID(id)
      ? await this.transaction.read<AccountView>(
          `SELECT ${VIEW} FROM account WHERE id = $1 AND ($2::uuid IS NULL OR organisation_id = $2)`,
          [id, visibleOrganisationOf(caller) ?? null],
        )
      : [];
    if (!found) throw new NotFoundError('account');
    await this.audit.record({ by: caller, action: 'read', entity: 'account', entityId: found.id });
    return found;
  }
}
