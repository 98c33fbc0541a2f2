import { Injectable } from '@nestjs/common';
import { PRESENTING_GROUPS } from '#libs/contracts';
import { Transaction, type Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { PresentingGroupsReport } from './case-details.dto';

const COUNTS = `
  SELECT count(*)::integer AS cases, count(*) FILTER (WHERE presenting_groups = '{}')::integer AS "withoutGroup",
    ${PRESENTING_GROUPS.map((group) => `count(*) FILTER (WHERE '${group}' = ANY(presenting_groups))::integer AS "${group}"`).join(', ')}
  FROM "case" WHERE organisation_id = $1 AND ($2::uuid[] IS NULL OR scheme_id = ANY($2)) AND ($3::uuid IS NULL OR scheme_id = $3)`;

/** How many cases there are of each presenting group, open and closed (CL-40). */
@Injectable()
export class PresentingGroupsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
  ) {}

  async report(schemeId: string | undefined, caller: Principal): Promise<PresentingGroupsReport> {
    const { organisationId, schemeIds } = await this.reach.of(caller);
    const [row = {}] = await this.transaction.read<Record<string, number>>(COUNTS, [organisationId, schemeIds, schemeId ?? null]);
    const items = PRESENTING_GROUPS.map((group) => ({ group, cases: row[group] ?? 0 }));
    return { cases: row.cases ?? 0, withoutGroup: row.withoutGroup ?? 0, items };
  }
}
