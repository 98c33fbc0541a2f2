import { Injectable } from '@nestjs/common';
import { AuditService, cursorOf, pageOf, Transaction, type Cursor, type Page, type Principal, isInstant } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import { CASE_COLUMNS, CASE_SOURCE, caseSummaryOf, type CaseRow } from './case-view.mapper';
import type { ListCasesDto } from './case.dto';
import type { CaseSummary } from './case.view';

type Asked = Pick<ListCasesDto, 'status' | 'workerId'>;

/** A list is read in two parts: cases in which a crisis waits for a clinician, the most urgent first, then all others, the oldest first. */
const PARTS = { crisis: 'crisis_late_at', rest: 'opened_at' } as const;
type Part = keyof typeof PARTS;

// Each way of asking is a statement of its own, so that each has its plan: `open` is read from the index of open cases alone, crises from theirs.
function listSql({ status, workerId }: Asked, covers: boolean, part: Part): string {
  const ofWorker = workerId === undefined ? '$4::uuid IS NULL' : covers ? 'c.worker_id = ANY($4::uuid[])' : 'c.worker_id = $4';
  const inStatus = status === 'open' ? `$3::text = 'open' AND c.status <> 'closed'` : status ? 'c.status = $3' : '$3::text IS NULL';
  const place = `c.${PARTS[part]}, c.id`;
  return `
  SELECT ${CASE_COLUMNS}
  FROM ${CASE_SOURCE}
  WHERE c.organisation_id = $1 AND ($2::uuid[] IS NULL OR c.scheme_id = ANY($2)) AND c.crisis_late_at IS ${part === 'rest' ? '' : 'NOT '}NULL
    AND ${inStatus} AND ${ofWorker} AND ($5::uuid IS NULL OR c.scheme_id = $5)
    AND ($6::timestamptz IS NULL OR (${place}) > ($6, $7::uuid))
  ORDER BY ${place} LIMIT $8`;
}

/** Where a list goes on: a crisis is marked as one, and what follows it are crises and all others. */
const CRISIS_MARK = '!';

function placeOf({ crisis_late_at: crisis, opened_at: opened, id }: CaseRow): Cursor {
  return { after: crisis ? `${CRISIS_MARK}${crisis.toISOString()}` : opened.toISOString(), id };
}

function isPlace(after: string): boolean {
  return isInstant(after.startsWith(CRISIS_MARK) ? after.slice(CRISIS_MARK.length) : after);
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
      const read = (part: Part, after: Cursor | null, most: number): Promise<CaseRow[]> =>
        this.transaction.read<CaseRow>(listSql({ status, workerId }, covered.length > 0, part), [
          ...scope,
          ...(after ? [after.after, after.id] : [null, null]),
          most,
        ]);
      const inCrises = from === null || from.after.startsWith(CRISIS_MARK);
      const crises = inCrises ? await read('crisis', from && { ...from, after: from.after.slice(CRISIS_MARK.length) }, limit + 1) : [];
      const rest = crises.length > limit ? [] : await read('rest', inCrises ? null : from, limit + 1 - crises.length);
      const page = pageOf([...crises, ...rest], limit, placeOf, caseSummaryOf);
      const shown = page.items.map(({ id }) => id);
      await this.audit.recordEach({ by: caller, action: 'list', entity: 'case' }, shown);
      return page;
    });
  }
}
