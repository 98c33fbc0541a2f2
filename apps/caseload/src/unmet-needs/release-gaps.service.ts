import { Injectable } from '@nestjs/common';
import type { NeedCode } from '#libs/contracts';
import { Clock, countedTogether, lastWholeMonth, monthAfter, monthsBetween, Releases, Transaction } from '#libs/platform';
import { SchemeRepository } from '../schemes/scheme.repository';
import type { UnmetNeedReason } from './unmet-need.entity';

/** A row of a scheme's release for a month: how many cases were counted; null: some wait until they are enough. */
export interface ReleasedGap {
  readonly need: NeedCode;
  readonly area: string | null;
  readonly rural: boolean;
  readonly reason: UnmetNeedReason;
  readonly cases: number | null;
}

interface Waiting extends Omit<ReleasedGap, 'cases'> {
  readonly ids: readonly string[];
}

const REPORT = 'gaps';

// Months are those of the clock on the wall. What was resolved by the month's end is no gap.
const WAITING = `
  SELECT u.need, u.area, COALESCE(s.settings -> 'ruralAreas' ? u.area, false) AS rural, u.reason, array_agg(u.id) AS ids
  FROM unmet_need u LEFT JOIN scheme_settings s ON s.scheme_id = u.scheme_id
    CROSS JOIN LATERAL (SELECT ($2::timestamp + interval '1 month') AT TIME ZONE 'Europe/London' AS over) m
  WHERE u.scheme_id = $1 AND u.counted_in IS NULL AND u.at < m.over AND (u.resolved_at IS NULL OR u.resolved_at >= m.over)
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2 NULLS LAST, 3, 4`;

const FIRST = `
  SELECT to_char(min(at) AT TIME ZONE 'Europe/London', 'YYYY-MM') AS month FROM unmet_need WHERE scheme_id = $1 AND counted_in IS NULL`;

/** Releases the gaps of a scheme month by month: each case once, together with others (CL-32). */
@Injectable()
export class ReleaseGapsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly releases: Releases,
    private readonly schemes: SchemeRepository,
    private readonly clock: Clock,
  ) {}

  /** What was released of the schemes for those months; the months that are over and were not asked for before are released now. */
  async execute(schemeIds: readonly string[], from: string, to: string): Promise<ReleasedGap[]> {
    for (const schemeId of schemeIds.toSorted()) await this.catchUp(schemeId);
    return (await this.releases.of<ReleasedGap[]>(REPORT, schemeIds, from, to)).flatMap(({ figures }) => figures);
  }

  private async catchUp(schemeId: string): Promise<void> {
    const until = lastWholeMonth(this.clock.now());
    const last = await this.releases.lastForUpdate(REPORT, schemeId);
    const first = last ? monthAfter(last.month, 1) : ((await this.firstMonth(schemeId)) ?? until);
    const smallest = await this.schemes.smallestReleased(schemeId);
    for (const month of monthsBetween(first, until))
      await this.releases.add(REPORT, { schemeId, month, figures: await this.count(schemeId, month, smallest) });
  }

  private async firstMonth(schemeId: string): Promise<string | null> {
    const [row] = await this.transaction.query<{ month: string | null }>(FIRST, [schemeId]);
    return row?.month ?? null;
  }

  private async count(schemeId: string, month: string, smallest: number): Promise<ReleasedGap[]> {
    const waiting = await this.transaction.query<Waiting>(WAITING, [schemeId, `${month}-01`]);
    const counted = waiting.flatMap(({ ids }) => countedTogether(ids, smallest));
    await this.transaction.query(`UPDATE unmet_need SET counted_in = $2 WHERE id = ANY($1)`, [counted, month]);
    return waiting.map(({ ids, ...row }) => ({ ...row, cases: countedTogether(ids, smallest).length || null }));
  }
}
