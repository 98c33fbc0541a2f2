import { Injectable } from '@nestjs/common';
import { cursorOf, pageOf, Transaction, type Page, type Principal, isInstant } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { AlertView, ListAlertsDto } from './alert.dto';

interface AlertRow extends Omit<AlertView, 'since' | 'raisedAt'> {
  readonly since: Date;
  readonly raisedAt: Date;
}

// $10 the caller's worker: the case's own, one whom they have named, or the scheme's safeguarding lead.
const READS_CONCERNS = `EXISTS (
      SELECT 1 FROM "case" c WHERE c.id = alert.case_id AND (c.worker_id = $10
        OR EXISTS (SELECT 1 FROM case_named_reader r WHERE r.case_id = c.id AND r.worker_id = $10)
        OR EXISTS (SELECT 1 FROM scheme_settings s WHERE s.scheme_id = c.scheme_id AND s.settings ->> 'safeguardingLeadWorkerId' = $10::text)))`;

const LIST = `
  SELECT id, case_id AS "caseId", scheme_id AS "schemeId", code, since, raised_at AS "raisedAt", worker_id AS "workerId",
    (SELECT jsonb_build_object('id', w.id, 'name', w.name) FROM worker w WHERE w.id = alert.asked_worker_id) AS asked
  FROM alert
  WHERE organisation_id = $1 AND ($2::uuid[] IS NULL OR scheme_id = ANY($2)) AND ($3::uuid IS NULL OR scheme_id = $3)
    AND ($4::text IS NULL OR code = $4) AND ($5::uuid IS NULL OR case_id = $5)
    AND ($6::timestamptz IS NULL OR (raised_at, id) < ($6, $7::uuid)) AND (code <> 'lead-asked' OR $9 OR asked_worker_id = $10 OR ${READS_CONCERNS})
  ORDER BY raised_at DESC, id DESC LIMIT $8`;

/**
 * What was raised, the newest first, within the caller's reach. Names no person. That the safeguarding lead was asked tells of a concern, so
 * it is for those who may read concerns.
 */
@Injectable()
export class AlertsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
  ) {}

  async list({ schemeId, code, caseId, limit, cursor }: ListAlertsDto, caller: Principal): Promise<Page<AlertView>> {
    const from = cursorOf(cursor, isInstant);
    const { organisationId, schemeIds, workerId } = await this.reach.of(caller);
    const scope = [organisationId, schemeIds, schemeId ?? null, code ?? null, caseId ?? null];
    const rows = await this.transaction.read<AlertRow>(LIST, [
      ...scope,
      from?.after ?? null,
      from?.id ?? null,
      limit + 1,
      caller.roles.includes('supervisor'),
      workerId,
    ]);
    return pageOf(
      rows,
      limit,
      ({ raisedAt, id }) => ({ after: raisedAt.toISOString(), id }),
      ({ since, raisedAt, ...rest }) => ({ ...rest, since: since.toISOString(), raisedAt: raisedAt.toISOString() }),
    );
  }
}
