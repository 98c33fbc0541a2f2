import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError, type OrganisationKind } from '#libs/contracts';
import { afterOf, pageOf, Transaction, type Page, type PageQuery } from '#libs/platform';

export interface OrganisationView {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly odsCode: string | null;
  readonly charityNumber: string | null;
  readonly createdAt: string;
  readonly disabledAt: string | null;
}

const VIEW = `id, name, kind, ods_code AS "odsCode", charity_number AS "charityNumber", created_at AS "createdAt", disabled_at AS "disabledAt"`;

/** The organisations that are tied to the hub, by id. */
@Injectable()
export class OrganisationsQuery {
  constructor(private readonly transaction: Transaction) {}

  /** `visible` undefined: all of them. */
  async page({ limit, cursor }: PageQuery, visible: string | undefined): Promise<Page<OrganisationView>> {
    const rows = await this.transaction.read<OrganisationView>(
      `SELECT ${VIEW} FROM organisation WHERE id::text > $1 AND ($2::uuid IS NULL OR id = $2) ORDER BY id::text LIMIT $3`,
      [afterOf(cursor) ?? '', visible ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      (row) => row,
    );
  }

  /** Throws `NotFoundError`, also for an organisation that lies outside of what the caller may see. */
  async one(id: string, visible: string | undefined): Promise<OrganisationView> {
    const isVisible = isUUID(id) && (visible === undefined || visible === id.toLowerCase());
    const [found] = isVisible ? await this.transaction.read<OrganisationView>(`SELECT ${VIEW} FROM organisation WHERE id = $1`, [id]) : [];
    if (!found) throw new NotFoundError('organisation');
    return found;
  }
}
