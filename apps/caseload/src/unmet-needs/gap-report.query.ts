import { Injectable } from '@nestjs/common';
import { NotFoundError, type NeedCode } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { SchemeRepository } from '../schemes/scheme.repository';
import type { GapReport, GapReportDto, GapRow } from './gap-report.dto';
import { disclosed } from './small-numbers.rules';
import type { UnmetNeedReason } from './unmet-need.entity';

interface Counted {
  readonly need: NeedCode;
  readonly area: string | null;
  readonly rural: boolean;
  readonly reason: UnmetNeedReason;
  readonly cases: number;
}

// Months are those of the clock on the wall. What has been resolved since is no gap.
const COUNT = `
  SELECT u.need, u.area, COALESCE(s.settings -> 'ruralAreas' ? u.area, false) AS rural, u.reason, count(*)::int AS cases
  FROM unmet_need u LEFT JOIN scheme_settings s ON s.scheme_id = u.scheme_id
  WHERE u.organisation_id = $1 AND ($2::uuid IS NULL OR u.scheme_id = $2) AND u.resolved_at IS NULL
    AND u.at >= ($3::timestamp AT TIME ZONE 'Europe/London') AND u.at < (($4::timestamp + interval '1 month') AT TIME ZONE 'Europe/London')
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2 NULLS LAST, 3, 4`;

/** What is missing, for those who commission it: by need, area and reason, with no number small enough to tell of a person (CL-32). */
@Injectable()
export class GapReportQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly audit: AuditService,
  ) {}

  async report({ schemeId, from, to }: GapReportDto, by: Principal): Promise<GapReport> {
    const { organisationId } = by;
    if (schemeId !== undefined && !(await this.schemes.isOf(schemeId, organisationId))) throw new NotFoundError('scheme');
    const hiddenBelow = await this.schemes.hiddenBelow(organisationId, schemeId);
    return this.transaction.run(async () => {
      const counted = await this.transaction.query<Counted>(COUNT, [organisationId, schemeId ?? null, `${from}-01`, `${to}-01`]);
      await this.audit.record({ by, action: 'report', entity: 'unmet-need', entityId: schemeId ?? organisationId });
      return { from, to, hiddenBelow, ...shown(counted, hiddenBelow) };
    });
  }
}

function shown(counted: readonly Counted[], hiddenBelow: number): Pick<GapReport, 'rows' | 'totals'> {
  const needs = [...new Set(counted.map(({ need }) => need))];
  const parts = needs.map((need) => {
    const own = counted.filter((row) => row.need === need);
    const { counts, total } = disclosed(
      own.map((row) => ({ key: keyOf(row), count: row.cases })),
      hiddenBelow,
    );
    const rows = own.map((row): GapRow => ({ ...row, cases: counts.get(keyOf(row)) ?? null }));
    return { rows, total: { need, cases: total } };
  });
  return { rows: parts.flatMap(({ rows }) => rows), totals: parts.map(({ total }) => total) };
}

function keyOf({ area, rural, reason }: Counted): string {
  return [area ?? '', rural, reason].join(' ');
}
