/** A count of people under a key. */
export interface Cell {
  readonly key: string;
  readonly count: number;
}

/** What may be told of cells and of their total: null is hidden. */
export interface Disclosure {
  readonly counts: ReadonlyMap<string, number | null>;
  readonly total: number | null;
}

/**
 * Small-number control (CL-32): a count below `below` is hidden. Where the total would give away what is hidden, the smallest
 * of the others are hidden with it, until two or more are hidden that add up to at least `below`; where none is left to
 * hide, the total is hidden.
 */
export function disclosed(cells: readonly Cell[], below: number): Disclosure {
  const hidden = new Set(cells.filter(({ count }) => count < below).map(({ key }) => key));
  const largerLast = cells
    .filter(({ key }) => !hidden.has(key))
    .sort((one, other) => one.count - other.count || (one.key < other.key ? -1 : 1));
  const sumOf = (some: readonly Cell[]): number => some.reduce((sum, { count }) => sum + count, 0);
  const isSafe = (): boolean => hidden.size === 0 || (hidden.size > 1 && sumOf(cells.filter(({ key }) => hidden.has(key))) >= below);
  for (const { key } of largerLast) {
    if (isSafe()) break;
    hidden.add(key);
  }
  return {
    counts: new Map(cells.map(({ key, count }) => [key, hidden.has(key) ? null : count])),
    total: isSafe() ? sumOf(cells) : null,
  };
}
