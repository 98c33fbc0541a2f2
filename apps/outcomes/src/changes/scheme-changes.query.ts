import { Injectable } from '@nestjs/common';
import { Clock, lastWholeMonth, mayFollow, Releases, Transaction, type Principal } from '#libs/platform';
import { HEADLINE_SOURCE } from '../measurements/ons4.rules';
import { SchemeRepository } from '../schemes/scheme.repository';
import { CAVEATS, checkedWords } from './causal-words.rules';
import { hiddenItems, itemChangeOf, type ItemChange, type ItemCounts } from './item-change.mapper';
import { sentenceOf } from './summary.mapper';

export interface SchemeChanges {
  readonly schemeId: string;
  readonly instrument: 'ons4';
  readonly source: typeof HEADLINE_SOURCE;
  /** The month by whose end it was counted; null: not enough people yet. */
  readonly asOf: string | null;
  /** Nothing here shows what would have happened without the scheme (OC-12). */
  readonly causalClaim: false;
  readonly caveats: readonly string[];
  readonly items: readonly ItemChange[];
  /** The items in words. */
  readonly summary: readonly string[];
}

/** What stands of a scheme: counted by the end of a month; null before there was enough to count. */
type Figures = { readonly asOf: string; readonly counts: readonly ItemCounts[] } | null;

const REPORT = 'scheme-changes';

// Only who has said yes to evaluation is counted (GV-01). A person is paired who answered the question themselves both at the beginning and at the (last) end.
const BY_ITEM = `
  WITH over AS (SELECT ($3::timestamp + interval '1 month') AT TIME ZONE 'Europe/London' AS at),
  counted AS (SELECT * FROM episode WHERE scheme_id = $1 AND evaluation_given AND opened_at < (SELECT at FROM over)),
  taken AS (
    SELECT m.* FROM measurement m JOIN counted e USING (referral_id) WHERE m.source = $2 AND m.recorded_at < (SELECT at FROM over)),
  begun AS (SELECT * FROM taken WHERE stage = 'baseline'),
  ended AS (
    SELECT DISTINCT ON (m.referral_id) m.* FROM taken m JOIN begun b USING (referral_id, instrument)
    WHERE m.stage = 'exit'
    ORDER BY m.referral_id, m.taken_at DESC, m.recorded_at DESC),
  answer AS (
    SELECT item, at_baseline, at_exit FROM begun b JOIN ended x USING (referral_id) CROSS JOIN LATERAL (VALUES
      ('satisfied', b.satisfied, x.satisfied), ('worthwhile', b.worthwhile, x.worthwhile),
      ('happy', b.happy, x.happy), ('anxious', b.anxious, x.anxious)) AS v(item, at_baseline, at_exit)
    WHERE at_baseline IS NOT NULL AND at_exit IS NOT NULL)
  SELECT i.item, (SELECT count(*)::int FROM counted) AS referred,
    count(a.item)::int AS paired, avg(at_baseline)::float8 AS baseline, avg(at_exit)::float8 AS exit,
    count(*) FILTER (WHERE at_exit > at_baseline)::int AS risen,
    count(*) FILTER (WHERE at_exit = at_baseline)::int AS same,
    count(*) FILTER (WHERE at_exit < at_baseline)::int AS fallen
  FROM unnest(ARRAY['satisfied', 'worthwhile', 'happy', 'anxious']) WITH ORDINALITY AS i(item, place)
  LEFT JOIN answer a ON a.item = i.item
  GROUP BY i.item, i.place ORDER BY i.place`;

/**
 * How the answers of a scheme's people moved, each question alone (OC-18). It is released by months, and anew only when enough more people
 * have answered: two releases laid side by side tell of as many people as one.
 */
@Injectable()
export class SchemeChangesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly releases: Releases,
    private readonly clock: Clock,
  ) {}

  async execute(schemeId: string, by: Principal): Promise<SchemeChanges> {
    await this.schemes.get(schemeId, by);
    const figures = await this.transaction.run(() => this.released(schemeId));
    const items = figures?.counts.map(itemChangeOf) ?? hiddenItems();
    return checkedWords<SchemeChanges>({
      schemeId,
      instrument: 'ons4',
      source: HEADLINE_SOURCE,
      asOf: figures?.asOf ?? null,
      causalClaim: false,
      caveats: CAVEATS,
      items,
      summary: items.map(sentenceOf),
    });
  }

  private async released(schemeId: string): Promise<Figures> {
    const month = lastWholeMonth(this.clock.now());
    const last = await this.releases.lastForUpdate<Figures>(REPORT, schemeId);
    if (last?.month === month) return last.figures;
    const counts = await this.transaction.query<ItemCounts>(BY_ITEM, [schemeId, HEADLINE_SOURCE, `${month}-01`]);
    const stands = last?.figures ?? null;
    const figures = mayFollow(pairedOf(stands?.counts), pairedOf(counts) ?? []) ? { asOf: month, counts } : stands;
    await this.releases.add(REPORT, { schemeId, month, figures });
    return figures;
  }
}

function pairedOf(counts: readonly ItemCounts[] | undefined): number[] | null {
  return counts?.map(({ paired }) => paired) ?? null;
}
