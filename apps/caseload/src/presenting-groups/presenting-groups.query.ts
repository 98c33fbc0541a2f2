import { Injectable } from '@nestjs/common';
import { PRESENTING_GROUPS } from '#libs/contracts';
import { Clock, lastWholeMonth, Releases, shownCount, Transaction, type Principal } from '#libs/platform';
import { SchemeRepository } from '../schemes/scheme.repository';
import { ReachQuery } from '../workers/reach.query';
import type { PresentingGroupsReport } from './case-details.dto';

/** The counts of one scheme by name; null is hidden. */
type Counts = Readonly<Record<string, number | null>>;

const REPORT = 'presenting-groups';

const COUNTS = `
  SELECT count(*)::integer AS cases, count(*) FILTER (WHERE presenting_groups = '{}')::integer AS "withoutGroup",
    ${PRESENTING_GROUPS.map((group) => `count(*) FILTER (WHERE '${group}' = ANY(presenting_groups))::integer AS "${group}"`).join(', ')}
  FROM "case" WHERE scheme_id = $1 AND received_at < (($2::timestamp + interval '1 month') AT TIME ZONE 'Europe/London')`;

/** How many cases there are of each presenting group, open and closed (CL-40). */
@Injectable()
export class PresentingGroupsQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
    private readonly schemes: SchemeRepository,
    private readonly releases: Releases,
    private readonly clock: Clock,
  ) {}

  async report(schemeId: string | undefined, caller: Principal): Promise<PresentingGroupsReport> {
    const { organisationId, schemeIds } = await this.reach.of(caller);
    const month = lastWholeMonth(this.clock.now());
    return this.transaction.run(async () => {
      const run = await this.schemes.idsOf(organisationId, schemeId);
      const seen = run.filter((id) => schemeIds === null || schemeIds.includes(id)).toSorted();
      const counts: Counts[] = [];
      for (const id of seen) counts.push(await this.released(id, month));
      const sumOf = (name: string) => added(counts.map((of) => of[name] ?? null));
      const items = PRESENTING_GROUPS.map((group) => ({ group, cases: sumOf(group) }));
      return { month, cases: sumOf('cases'), withoutGroup: sumOf('withoutGroup'), items };
    });
  }

  private async released(schemeId: string, month: string): Promise<Counts> {
    const last = await this.releases.lastForUpdate<Counts>(REPORT, schemeId);
    if (last?.month === month) return last.figures;
    const smallest = await this.schemes.smallestReleased(schemeId);
    const [counted = {}] = await this.transaction.query<Record<string, number>>(COUNTS, [schemeId, `${month}-01`]);
    const figures = Object.fromEntries(Object.entries(counted).map(([name, count]) => [name, shownCount(count, smallest)]));
    await this.releases.add(REPORT, { schemeId, month, figures });
    return figures;
  }
}

/** Numbers of schemes added up; what one of them hides is not in it, so that the total gives nothing away. */
function added(counts: readonly (number | null)[]): number | null {
  const shown = counts.filter((count) => count !== null);
  return shown.length === 0 && counts.length > 0 ? null : shown.reduce((sum, count) => sum + count, 0);
}
