/** A worker who may take cases, and how many they have open. */
export interface Taker {
  readonly id: string;
  readonly schemeIds: readonly string[];
  readonly openCases: number;
}

/**
 * Who takes each case: of those who work for its scheme, the one with the fewest open cases by then. A case for which
 * nobody works stays where it is, and is not among the answers.
 */
export function shareOut(cases: readonly { id: string; schemeId: string }[], takers: readonly Taker[]): Map<string, string> {
  const open = new Map(takers.map(({ id, openCases }) => [id, openCases]));
  const countOf = (taker: Taker): number => open.get(taker.id) ?? 0;
  const shares = new Map<string, string>();
  for (const { id, schemeId } of cases) {
    const able = takers.filter(({ schemeIds }) => schemeIds.includes(schemeId));
    const least = able.reduce<Taker | null>((best, taker) => (best === null || countOf(taker) < countOf(best) ? taker : best), null);
    if (!least) continue;
    shares.set(id, least.id);
    open.set(least.id, countOf(least) + 1);
  }
  return shares;
}
