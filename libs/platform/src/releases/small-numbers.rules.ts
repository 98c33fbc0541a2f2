/**
 * Small numbers in what is released to readers who may not see the cases (OC-18, CL-32): the one rule, for every table. A number of fewer
 * than eight people points to one of them, also when it can be worked out from other numbers: a total less its parts, all schemes less one,
 * this month less the last. So a number that adds up with others counts people in groups of at least eight (`countedTogether`), and a number
 * that stands beside others of the same people is rounded to the nearest five (`shownCount`).
 */
export const SMALLEST_RELEASED = 8;

const NEAREST = 5;

/** The threshold of a scheme, which may ask for more and never for fewer. */
export function smallestReleased(asked: number): number {
  return Math.max(SMALLEST_RELEASED, asked);
}

/**
 * Of those who wait to be counted, those who are: all once they are enough, else none. Whoever is counted never waits again. All that can be
 * worked out from numbers made this way, over whatever months and schemes, is a number of such groups: none, or enough people.
 */
export function countedTogether<T>(waiting: readonly T[], smallest: number): readonly T[] {
  return waiting.length < smallest ? [] : waiting;
}

/** Whether a number is of somebody, and of too few. */
export function isSmall(count: number, smallest = SMALLEST_RELEASED): boolean {
  return count > 0 && count < smallest;
}

/** None as none, few as null, which is hidden, and others to the nearest five (NHS rule for figures below national level). */
export function shownCount(count: number, smallest = SMALLEST_RELEASED): number | null {
  return isSmall(count, smallest) ? null : Math.round(count / NEAREST) * NEAREST;
}

/** Counts that add up to a number that is shown: with one hidden the others would give it away, so all are hidden or none. */
export function shownParts<K extends string>(parts: Readonly<Record<K, number>>): Record<K, number | null> {
  const entries = Object.entries<number>(parts);
  const hides = entries.some(([, count]) => isSmall(count));
  return Object.fromEntries(entries.map(([name, count]) => [name, hides ? null : shownCount(count)])) as Record<K, number | null>;
}

/** A mean to one decimal: with more, and the number of people, one answer could be worked out of two means. */
export function shownMean(mean: number): number {
  return Math.round(mean * 10) / 10;
}

/**
 * Whether figures of so many people may be released after those of so many. Each number has grown by enough of them, or is and was of nobody:
 * otherwise the difference of the two would be of a few people, or of one who has answered anew.
 */
export function mayFollow(last: readonly number[] | null, next: readonly number[]): boolean {
  return next.every((count, index) => {
    const before = last?.[index] ?? 0;
    return count - before >= SMALLEST_RELEASED || (count === 0 && before === 0);
  });
}
