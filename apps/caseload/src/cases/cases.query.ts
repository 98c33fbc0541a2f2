import { Injectable } from '@nestjs/common';
import { AuditService, cursorOf, pageOf, Transaction, type Page, type Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import { CASE_COLUMNS, CASE_SOURCE, caseSummaryOf, type CaseRow } from './case-view.mapper';
import type { ListCasesDto } from './case.dto';
import type { CaseSummary } from './case.view';
import { crisesFirst, isPlace, partSql, placeOf, type ListPart } from './crises-first.view';

type Asked = Pick<ListCasesDto, 'status' | 'workerId'>;

// Each way of asking is a statement of its own, so that each has its plan: `open` is read from the index of open cases alone, crises from theirs.
function listSql({ status, workerId }: Asked, covers: boolean, part: ListPart): string {
  const ofWorker = workerId === undefined ? '$4::uuid IS NULL' : covers ? 'c.worker_id = ANY($4::uuid[])' : 'c.worker_id = $4';
  const inStatus = status === 'open' ? `$3::text = 'open' AND c.status <> 'closed'` : status ? 'c.status = $3' : '$3::text IS NULL';
  const { isPart, at } = partSql(part, 'c.opened_at');
  return `
  SELECT ${CASE_COLUMNS}
  FROM ${CASE_SOURCE}
  WHERE c.organisation_id = $1 AND ($2::uuid[] IS NULL OR c.scheme_id = ANY($2)) AND ${isPart}
    AND ${inStatus} AND ${ofWorker} AND ($5::uuid IS NULL OR c.scheme_id = $5)
    AND ($6::timestamptz IS NULL OR (${at}, c.id) > ($6, $7::uuid))
  ORDER BY ${at}, c.id LIMIT $8`;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The cases a caller may see: crises first, then the oldest first, so that the unallocated queue shows who has waited longest (CL-02, CL-22). */
@Injectable()
export class CasesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  /** Every case shown names a person, so each stands in the audit trail. */
  list({ status, workerId, schemeId, limit, cursor }: ListCasesDto, caller: Principal): Promise<Page<CaseSummary>> {
    const from = cursorOf(cursor, isPlace);
    return this.transaction.run(async () => {
      const { organisationId, schemeIds, workerId: me } = await this.reach.of(caller);
      const worker = workerId === 'me' ? (me ?? NOBODY) : workerId;
      // One's own cases, and while one covers for somebody, theirs.
      const covered = workerId === 'me' && me !== null ? await this.reach.coveredBy(me) : [];
      const workers = covered.length > 0 ? [worker, ...covered] : (worker ?? null);
      const scope = [organisationId, schemeIds, status ?? null, workers, schemeId ?? null];
      const rows = await crisesFirst(from, limit, (part, after, most) =>
        this.transaction.read<CaseRow>(listSql({ status, workerId }, covered.length > 0, part), [
          ...scope,
          ...(after ? [after.after, after.id] : [null, null]),
          most,
        ]),
      );
      const page = pageOf(rows, limit, (row) => placeOf(row, row.opened_at), caseSummaryOf);
      const shown = page.items.map(({ id }) => id);
      await this.audit.recordEach({ by: caller, action: 'list', entity: 'case' }, shown);
      return page;
    });
  }
}
