import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Clock, lastWholeMonth, SMALLEST_RELEASED, Transaction, type Principal } from '#libs/platform';
import { SchemeRepository } from '../schemes/scheme.repository';
import type { GapReport, GapReportDto } from './gap-report.dto';
import { type ReleasedGap, ReleaseGapsService } from './release-gaps.service';

/** What is missing, for those who commission it: by need, area and reason, with no number small enough to tell of a person (CL-32). */
@Injectable()
export class GapReportQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly releaseGaps: ReleaseGapsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  report({ schemeId, from, to }: GapReportDto, by: Principal): Promise<GapReport> {
    return this.transaction.run(async () => {
      const schemeIds = await this.schemes.idsOf(by.organisationId, schemeId);
      if (schemeId !== undefined && schemeIds.length === 0) throw new NotFoundError('scheme');
      const released = await this.releaseGaps.execute(schemeIds, from, to);
      const hiddenBelow = Math.max(...(await Promise.all(schemeIds.map((id) => this.schemes.smallestReleased(id)))), SMALLEST_RELEASED);
      await this.audit.record({ by, action: 'report', entity: 'unmet-need', entityId: schemeId ?? by.organisationId });
      const releasedUntil = lastWholeMonth(this.clock.now());
      return { from, to, releasedUntil, hiddenBelow, rows: addedUp(released, rowOf), totals: addedUp(released, ({ need }) => ({ need })) };
    });
  }
}

function rowOf({ need, area, rural, reason }: ReleasedGap): Omit<ReleasedGap, 'cases'> {
  return { need, area, rural, reason };
}

/** The counts of each group added up, over months and schemes; null where none has been counted yet. */
function addedUp<K extends object>(released: readonly ReleasedGap[], groupOf: (row: ReleasedGap) => K): (K & { cases: number | null })[] {
  const sums = new Map<string, K & { cases: number | null }>();
  for (const row of released) {
    const group = groupOf(row);
    const key = JSON.stringify(Object.values(group));
    const sum = (sums.get(key)?.cases ?? 0) + (row.cases ?? 0);
    sums.set(key, { ...group, cases: sum || null });
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}
