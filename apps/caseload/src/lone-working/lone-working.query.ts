import { Injectable } from '@nestjs/common';
import { AuditService, cursorOf, pageOf, Transaction, type Page, type Principal, isInstant } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { ListVisitsDto, VisitState, VisitView } from './lone-working.dto';

interface VisitRow {
  readonly id: string;
  readonly case_id: string;
  readonly reference: string;
  readonly place: string | null;
  readonly at: Date;
  readonly expected_back_at: Date;
  readonly alarmed_at: Date | null;
  readonly worker_id: string | null;
  readonly worker_name: string | null;
  readonly colleague_id: string | null;
  readonly colleague_name: string | null;
}

// The colleague who was named sees the visit whatever their schemes.
const LIST = `
  SELECT p.id, p.case_id, c.reference, p.place, p.at, p.expected_back_at, p.alarmed_at, w.id AS worker_id, w.name AS worker_name,
    o.id AS colleague_id, o.name AS colleague_name
  FROM planned_contact p JOIN "case" c ON c.id = p.case_id LEFT JOIN worker w ON w.id = c.worker_id LEFT JOIN worker o ON o.id = p.colleague_id
  WHERE p.mode = 'home-visit' AND p.back_at IS NULL AND p.state <> 'missed-by-service' AND (p.state <> 'cancelled' OR p.settled_at >= p.at)
    AND p.at <= $1 AND c.organisation_id = $2 AND ($3::uuid[] IS NULL OR c.scheme_id = ANY($3) OR p.colleague_id = $4)
    AND ($5::uuid IS NULL OR c.scheme_id = $5) AND ($6::timestamptz IS NULL OR (p.expected_back_at, p.id) > ($6, $7::uuid))
  ORDER BY p.expected_back_at, p.id LIMIT $8`;

/** The home visits from which a worker is not known to be back, the one expected first in front (GV-04). */
@Injectable()
export class LoneWorkingQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  /** Each tells where a person lives: it stands in the audit trail. */
  list({ schemeId, limit, cursor }: ListVisitsDto, caller: Principal, now: Date): Promise<Page<VisitView>> {
    const from = cursorOf(cursor, isInstant);
    return this.transaction.run(async () => {
      const { organisationId, schemeIds, workerId } = await this.reach.of(caller);
      const scope = [now, organisationId, schemeIds, workerId, schemeId ?? null];
      const rows = await this.transaction.read<VisitRow>(LIST, [...scope, from?.after ?? null, from?.id ?? null, limit + 1]);
      const page = pageOf(
        rows,
        limit,
        (row) => ({ after: row.expected_back_at.toISOString(), id: row.id }),
        (row) => visitViewOf(row, now),
      );
      for (const { caseId } of page.items) await this.audit.record({ by: caller, action: 'list', entity: 'case', entityId: caseId });
      return page;
    });
  }
}

function visitViewOf(row: VisitRow, now: Date): VisitView {
  return {
    contactId: row.id,
    caseId: row.case_id,
    reference: row.reference,
    state: stateOf(row, now),
    worker: row.worker_id === null ? null : { id: row.worker_id, name: row.worker_name ?? '' },
    colleague: row.colleague_id === null ? null : { id: row.colleague_id, name: row.colleague_name ?? '' },
    place: row.place,
    at: row.at.toISOString(),
    expectedBackAt: row.expected_back_at.toISOString(),
  };
}

function stateOf({ alarmed_at: alarmedAt, expected_back_at: expectedBackAt }: VisitRow, now: Date): VisitState {
  if (alarmedAt) return 'alarm';
  return expectedBackAt < now ? 'overdue' : 'out';
}
