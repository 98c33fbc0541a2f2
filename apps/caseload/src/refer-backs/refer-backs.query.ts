import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Clock, cursorOf, pageOf, Transaction, type Page, type Principal, isInstant } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { NoticesQuery } from '../urgent-messages/notices.query';
import { sourceOf } from './refer-back.entity';
import { REFER_BACK_COLUMNS, REFER_BACK_SOURCE, referBackViewOf, type ReferBackRow } from './refer-back-view.mapper';
import type { ListReferBacksDto, ReferBackView, WaitingCrisesView } from './refer-back.dto';

// $1 the caller's organisation, $2 its schemes or all, $3 whether they are a clinician, $4 now. A clinician of the practice
// that referred the person sees it under an agreement between the two organisations that is active (ID-01).
const WITHIN = `(
  (c.organisation_id = $1 AND ($2::uuid[] IS NULL OR c.scheme_id = ANY($2)))
  OR ($3 AND c.sender_id = $1 AND EXISTS (SELECT 1 FROM agreement_copy a WHERE a.party_id = $1 AND a.scheme_id = c.scheme_id
        AND a.organisation_id = c.organisation_id AND 'read-agreed-plan' = ANY(a.purposes) AND a.valid_from <= $4 AND (a.valid_until IS NULL OR a.valid_until > $4))))`;

const OF_CASE = `SELECT ${REFER_BACK_COLUMNS} FROM ${REFER_BACK_SOURCE} WHERE ${WITHIN} AND c.id = $5 ORDER BY b.referred_at, b.id`;

const LIST = `
  SELECT ${REFER_BACK_COLUMNS} FROM ${REFER_BACK_SOURCE}
  WHERE ${WITHIN} AND ($5::boolean IS NULL OR (b.acknowledged_at IS NOT NULL) = $5)
    AND ($6::timestamptz IS NULL OR (b.referred_at, b.id) > ($6, $7::uuid))
  ORDER BY b.referred_at, b.id LIMIT $8`;

const WAITING = `
  SELECT count(*)::integer AS count, min(b.acknowledge_by) AS at FROM refer_back b JOIN "case" c ON c.id = b.case_id
  WHERE b.acknowledged_at IS NULL AND ${WITHIN}`;

/** Refer-backs that a caller may see: the case's people theirs, clinicians those they may acknowledge. Each read is audited. */
@Injectable()
export class ReferBacksQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly reach: ReachQuery,
    private readonly notices: NoticesQuery,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Those that have waited longest first. */
  list({ acknowledged, limit, cursor }: ListReferBacksDto, caller: Principal): Promise<Page<ReferBackView>> {
    const from = cursorOf(cursor, isInstant);
    return this.transaction.run(async () => {
      const place = [acknowledged ?? null, from?.after ?? null, from?.id ?? null, limit + 1];
      const rows = await this.transaction.read<ReferBackRow>(LIST, [...(await this.within(caller)), ...place]);
      const viewOf = await this.viewsOf(rows);
      const page = pageOf(rows, limit, ({ id, referred_at: at }) => ({ after: at.toISOString(), id }), viewOf);
      for (const caseId of new Set(page.items.map((item) => item.caseId))) await this.audited(caseId, caller);
      return page;
    });
  }

  /** How many wait for a clinician. Tells of no person, so that nothing of it is audited. */
  async waiting(caller: Principal): Promise<WaitingCrisesView> {
    const [row] = await this.transaction.read<{ count: number; at: Date | null }>(WAITING, await this.within(caller));
    return { count: row?.count ?? 0, acknowledgeBy: row?.at?.toISOString() ?? null };
  }

  /** A case without any that the caller may see is, for a clinician, no case. */
  ofCase(caseId: string, caller: Principal): Promise<ReferBackView[]> {
    return this.transaction.run(async () => {
      const found = await this.find(caseId, caller);
      if (found.length === 0 && caller.roles.includes('clinician')) throw new NotFoundError('case');
      if (found.length === 0) await this.cases.assertWithin(caseId, await this.reach.of(caller));
      await this.audited(caseId, caller);
      return found;
    });
  }

  one(caseId: string, id: string, caller: Principal): Promise<ReferBackView> {
    return this.transaction.run(async () => {
      const found = (await this.find(caseId, caller)).find((each) => each.id === id);
      if (!found) throw new NotFoundError('refer-back');
      await this.audited(caseId, caller);
      return found;
    });
  }

  private async find(caseId: string, caller: Principal): Promise<ReferBackView[]> {
    if (!isUUID(caseId)) throw new NotFoundError('case');
    const rows = await this.transaction.read<ReferBackRow>(OF_CASE, [...(await this.within(caller)), caseId]);
    return rows.map(await this.viewsOf(rows));
  }

  private async viewsOf(rows: readonly ReferBackRow[]): Promise<(row: ReferBackRow) => ReferBackView> {
    const notices = await this.notices.of(rows.map(({ id }) => sourceOf(id)));
    return (row) => referBackViewOf(row, notices.get(sourceOf(row.id)) ?? []);
  }

  private async within(caller: Principal): Promise<unknown[]> {
    const isClinician = caller.roles.includes('clinician');
    const reach = isClinician ? { organisationId: caller.organisationId, schemeIds: null } : await this.reach.of(caller);
    return [reach.organisationId, reach.schemeIds, isClinician, this.clock.now()];
  }

  private async audited(caseId: string, caller: Principal): Promise<void> {
    await this.audit.record({ by: caller, action: 'read-refer-back', entity: 'case', entityId: caseId });
  }
}
