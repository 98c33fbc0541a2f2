import { Injectable } from '@nestjs/common';
import { cursorOf, pageOf, Transaction, type Page, type PageQuery, type Principal } from '#libs/platform';
import { ReachQuery } from './reach.query';
import type { WorkerView } from './worker.dto';

/** The workers of the caller's organisation, by name: those who share a scheme with the caller. */
@Injectable()
export class WorkersQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
  ) {}

  async list({ limit, cursor }: PageQuery, caller: Principal): Promise<Page<WorkerView>> {
    const from = cursorOf(cursor);
    const { organisationId, schemeIds } = await this.reach.of(caller);
    const rows = await this.transaction.read<WorkerView>(
      `SELECT id, name, account_subject AS "accountSubject", scheme_ids AS "schemeIds"
       FROM worker
       WHERE organisation_id = $1 AND ($2::uuid[] IS NULL OR scheme_ids && $2)
         AND ($3::text IS NULL OR (name, id) > ($3, $4::uuid))
       ORDER BY name, id LIMIT $5`,
      [organisationId, schemeIds, from?.after ?? null, from?.id ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => ({ after: row.name, id: row.id }),
      (row) => row,
    );
  }
}
