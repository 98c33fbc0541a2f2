/** Stands for a number of 1 to 7 people, which could point to one of them (OC-18, NHS rule for figures below national level). */
export const SUPPRESSED = '*';
export type Shown<T> = T | typeof SUPPRESSED;

const SMALLEST_SHOWN = 8;

export function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_SHOWN;
}

export function shownCount(count: number): Shown<number> {
  return isSmall(count) ? SUPPRESSED : count;
}

/** Counts that add up to a number that is shown: with one hidden the others would give it away, so all are or none. */
export function shownParts<K extends string>(parts: Readonly<Record<K, number>>): Record<K, Shown<number>> {
  const hides = Object.values<number>(parts).some(isSmall);
  const entries = Object.entries<number>(parts).map(([name, count]) => [name, hides ? SUPPRESSED : count]);
  return Object.fromEntries(entries) as Record<K, Shown<number>>;
}

/** A mean of nobody is none; one of too few is hidden; else two decimals. */
export function shownMean(mean: number | null, n: number): Shown<number | null> {
  if (isSmall(n)) return SUPPRESSED;
  return mean === null || n === 0 ? null : Math.round(mean * 100) / 100;
}
