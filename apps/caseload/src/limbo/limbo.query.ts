import { Injectable } from '@nestjs/common';
import { Clock, cursorOf, pageOf, Transaction, type Page, type Principal } from '#libs/platform';
import { ownerNameOf, type OwnerRow } from '../cases/case-view.mapper';
import { crisesFirst, isPlace, placeOf } from '../cases/crises-first.view';
import type { Nation } from '../clocks/bank-holidays.rules';
import { workingDaysBetween } from '../clocks/working-days.rules';
import { ReachQuery } from '../workers/reach.query';
import type { LimboItem, ListLimboDto } from './limbo.dto';
import { LIMBO_REASONS, reasonsOf, type LimboReason } from './limbo.rules';
import { limboSql, type LimboScope } from './limbo.view';

interface LimboRow extends OwnerRow {
  readonly id: string;
  readonly reference: string;
  readonly scheme_id: string;
  readonly nation: Nation;
  readonly since: Date;
  readonly crisis_late_at: Date | null;
  readonly reasons: Readonly<Record<LimboReason, string | null>>;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The open cases that nobody moves on, crises first, then the longest waiting (CL-13, CL-22): of a worker, of schemes, or of the organisation. Names no person. */
@Injectable()
export class LimboQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
    private readonly clock: Clock,
  ) {}

  async list({ workerId, schemeId, reason, limit, cursor }: ListLimboDto, caller: Principal): Promise<Page<LimboItem>> {
    const from = cursorOf(cursor, isPlace);
    const { organisationId, schemeIds, workerId: me } = await this.reach.of(caller);
    const now = this.clock.now();
    const worker = workerId === 'me' ? (me ?? NOBODY) : workerId;
    const schemes = schemeId === undefined ? schemeIds : [schemeId].filter((id) => schemeIds === null || schemeIds.includes(id));
    const covered = workerId === 'me' && me !== null ? await this.reach.coveredBy(me) : [];
    const scope: LimboScope =
      covered.length > 0 ? 'covering' : worker !== undefined ? 'worker' : schemes !== null ? 'schemes' : 'organisation';
    const rows = await crisesFirst(from, limit, (part, after, most) =>
      this.transaction.read<LimboRow>(limboSql(scope, reason, part), [
        organisationId,
        schemes,
        covered.length > 0 ? [worker, ...covered] : (worker ?? null),
        now,
        after?.after ?? null,
        after?.id ?? null,
        most,
      ]),
    );
    return pageOf(
      rows,
      limit,
      (row) => placeOf(row, row.since),
      (row) => itemOf(row, now),
    );
  }
}

function itemOf(row: LimboRow, now: Date): LimboItem {
  const since = Object.fromEntries(Object.entries(row.reasons).map(([reason, at]) => [reason, at === null ? null : new Date(at)]));
  const reasons = reasonsOf(since as Record<LimboReason, Date | null>, now);
  const ownerKind = row.next_action_owner ?? (row.worker_name === null ? 'queue' : 'worker');
  return {
    caseId: row.id,
    reference: row.reference,
    schemeId: row.scheme_id,
    reasons,
    since: row.since.toISOString(),
    ageWorkingDays: workingDaysBetween(row.since, now, row.nation),
    owner: ownerNameOf(row, ownerKind),
    ownerKind,
    whatToDo: LIMBO_REASONS[reasons[0] ?? 'overdue'].whatToDo,
  };
}
