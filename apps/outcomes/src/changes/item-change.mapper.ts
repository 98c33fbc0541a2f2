import { shownCount, shownMean, shownParts } from '#libs/platform';
import { directionOf, ONS4_ITEMS, type Direction, type Ons4Item } from '../measurements/ons4.rules';

/** Stands for what is hidden, because fewer than eight people are behind it (OC-18). */
export const SUPPRESSED = '*';
export type Shown<T> = T | typeof SUPPRESSED;

/** One question over a scheme. No number without its n: how many were referred, and how many answered at both ends; to the nearest five. */
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

/** What was counted for a question, of how many people it may be. */
export interface ItemCounts {
  readonly item: Ons4Item;
  readonly referred: number;
  readonly paired: number;
  readonly baseline: number | null;
  readonly exit: number | null;
  readonly risen: number;
  readonly same: number;
  readonly fallen: number;
}

export function itemChangeOf({ item, referred, paired, baseline, exit, risen, same, fallen }: ItemCounts): ItemChange {
  const direction = directionOf(item);
  const [improved, worsened] = direction === 'higher is better' ? [risen, fallen] : [fallen, risen];
  const parts = shownParts({ improved, unchanged: same, worsened });
  const nPaired = orHidden(shownCount(paired));
  const meanOf = (mean: number | null) => (nPaired === SUPPRESSED ? SUPPRESSED : mean === null ? null : shownMean(mean));
  return {
    item,
    direction,
    nReferred: orHidden(shownCount(referred)),
    nPaired,
    meanBaseline: meanOf(baseline),
    meanExit: meanOf(exit),
    meanChange: meanOf(baseline === null || exit === null ? null : exit - baseline),
    improved: orHidden(parts.improved),
    unchanged: orHidden(parts.unchanged),
    worsened: orHidden(parts.worsened),
  };
}

/** Before anything has been released. */
export function hiddenItems(): ItemChange[] {
  return ONS4_ITEMS.map((item) => ({
    item,
    direction: directionOf(item),
    nReferred: SUPPRESSED,
    nPaired: SUPPRESSED,
    meanBaseline: SUPPRESSED,
    meanExit: SUPPRESSED,
    meanChange: SUPPRESSED,
    improved: SUPPRESSED,
    unchanged: SUPPRESSED,
    worsened: SUPPRESSED,
  }));
}

function orHidden(count: number | null): Shown<number> {
  return count ?? SUPPRESSED;
}
