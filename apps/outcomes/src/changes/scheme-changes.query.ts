import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { directionOf, HEADLINE_SOURCE, type Direction, type Ons4Item } from '../measurements/ons4.rules';
import { SchemeRepository } from '../schemes/scheme.repository';
import { shownCount, shownMean, shownParts, type Shown } from './small-numbers.rules';

/** One question over a scheme. No number without its n: how many were referred, and how many answered at both ends. */
export interface ItemChange {
  readonly item: Ons4Item;
  readonly direction: Direction;
  readonly nReferred: Shown<number>;
  readonly nPaired: Shown<number>;
  readonly meanBaseline: Shown<number | null>;
  readonly meanExit: Shown<number | null>;
  readonly meanChange: Shown<number | null>;
  readonly improved: Shown<number>;
  readonly unchanged: Shown<number>;
  readonly worsened: Shown<number>;
}

export interface SchemeChanges {
  readonly schemeId: string;
  readonly instrument: 'ons4';
  readonly source: typeof HEADLINE_SOURCE;
  /** Nothing here shows what would have happened without the scheme (OC-12). */
  readonly causalClaim: false;
  readonly caveats: readonly string[];
  readonly items: readonly ItemChange[];
}

interface Row {
  item: Ons4Item;
  referred: number;
  paired: number;
  baseline: number | null;
  exit: number | null;
  risen: number;
  same: number;
  fallen: number;
}

// Only who has said yes to evaluation is counted (GV-01). A person is paired who answered the question themselves both at the beginning and at the (last) end.
const BY_ITEM = `
  WITH begun AS (
    SELECT m.* FROM measurement m JOIN episode e USING (referral_id)
    WHERE e.scheme_id = $1 AND e.evaluation_given AND m.stage = 'baseline' AND m.source = $2),
  ended AS (
    SELECT DISTINCT ON (m.referral_id) m.* FROM measurement m JOIN begun b USING (referral_id)
    WHERE m.stage = 'exit' AND m.source = $2 AND m.instrument = b.instrument
    ORDER BY m.referral_id, m.taken_at DESC, m.recorded_at DESC),
  answer AS (
    SELECT item, at_baseline, at_exit FROM begun b JOIN ended x USING (referral_id) CROSS JOIN LATERAL (VALUES
      ('satisfied', b.satisfied, x.satisfied), ('worthwhile', b.worthwhile, x.worthwhile),
      ('happy', b.happy, x.happy), ('anxious', b.anxious, x.anxious)) AS v(item, at_baseline, at_exit)
    WHERE at_baseline IS NOT NULL AND at_exit IS NOT NULL)
  SELECT i.item, (SELECT count(*)::int FROM episode WHERE scheme_id = $1 AND evaluation_given) AS referred,
    count(a.item)::int AS paired, avg(at_baseline)::float8 AS baseline, avg(at_exit)::float8 AS exit,
    count(*) FILTER (WHERE at_exit > at_baseline)::int AS risen,
    count(*) FILTER (WHERE at_exit = at_baseline)::int AS same,
    count(*) FILTER (WHERE at_exit < at_baseline)::int AS fallen
  FROM unnest(ARRAY['satisfied', 'worthwhile', 'happy', 'anxious']) WITH ORDINALITY AS i(item, place)
  LEFT JOIN answer a ON a.item = i.item
  GROUP BY i.item, i.place ORDER BY i.place`;

/** How the answers of a scheme's people moved, each question alone, with numbers of fewer than eight people hidden (OC-18). */
@Injectable()
export class SchemeChangesQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
  ) {}

  async execute(schemeId: string, by: Principal): Promise<SchemeChanges> {
    await this.schemes.get(schemeId, by);
    const rows = await this.transaction.read<Row>(BY_ITEM, [schemeId, HEADLINE_SOURCE]);
    return {
      schemeId,
      instrument: 'ons4',
      source: HEADLINE_SOURCE,
      causalClaim: false,
      caveats: ['no comparison group', 'regression to the mean'],
      items: rows.map(shown),
    };
  }
}

function shown({ item, referred, paired, baseline, exit, risen, same, fallen }: Row): ItemChange {
  const direction = directionOf(item);
  const [improved, worsened] = direction === 'higher is better' ? [risen, fallen] : [fallen, risen];
  return {
    item,
    direction,
    nReferred: shownCount(referred),
    nPaired: shownCount(paired),
    meanBaseline: shownMean(baseline, paired),
    meanExit: shownMean(exit, paired),
    meanChange: shownMean(baseline === null || exit === null ? null : exit - baseline, paired),
    ...shownParts({ improved, unchanged: same, worsened }),
  };
}
