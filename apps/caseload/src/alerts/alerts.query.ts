import { Injectable } from '@nestjs/common';
import { cursorOf, pageOf, Transaction, type Page, type Principal, isInstant } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { AlertView, ListAlertsDto } from './alert.dto';

interface AlertRow extends Omit<AlertView, 'since' | 'raisedAt'> {
  readonly since: Date;
  readonly raisedAt: Date;
}

const LIST = `
  SELECT id, case_id AS "caseId", scheme_id AS "schemeId", code, since, raised_at AS "raisedAt", worker_id AS "workerId"
  FROM alert
  WHERE organisation_id = $1 AND ($2::uuid[] IS NULL OR scheme_id = ANY($2)) AND ($3::uuid IS NULL OR scheme_id = $3)
    AND ($4::text IS NULL OR code = $4) AND ($5::uuid IS NULL OR case_id = $5)
    AND ($6::timestamptz IS NULL OR (raised_at, id) < ($6, $7::uuid))
  ORDER BY raised_at DESC, id DESC LIMIT $8`;

/** What was raised, the newest first, within the caller's reach. Names no person. */
@Injectable()
export class AlertsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
  ) {}

  async list({ schemeId, code, caseId, limit, cursor }: ListAlertsDto, caller: Principal): Promise<Page<AlertView>> {
    const from = cursorOf(cursor, isInstant);
    const { organisationId, schemeIds } = await this.reach.of(caller);
    const scope = [organisationId, schemeIds, schemeId ?? null, code ?? null, caseId ?? null];
    const rows = await this.transaction.read<AlertRow>(LIST, [...scope, from?.after ?? null, from?.id ?? null, limit + 1]);
    return pageOf(
      rows,
      limit,
      ({ raisedAt, id }) => ({ after: raisedAt.toISOString(), id }),
      ({ since, raisedAt, ...rest }) => ({ ...rest, since: since.toISOString(), raisedAt: raisedAt.toISOString() }),
    );
  }
}
