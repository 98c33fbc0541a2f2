/** An event's way to the end of the chain, in milliseconds since 1970. */
export interface Passage {
  readonly sentAt: number;
  /** Undefined: it never arrived. */
  readonly arrivedAt?: number;
}

export interface Kill {
  readonly what: string;
  readonly at: number;
}

export interface Recovery extends Kill {
  /** Until the first event that was sent after the kill had its effect. */
  readonly firstEffectMs?: number;
  /** Until no more events were under way than at most in the seconds before the kill. */
  readonly caughtUpMs?: number;
}

interface Step {
  readonly at: number;
  readonly underWay: number;
}

const BEFORE_MS = 3000;

/** How long each kill was felt. */
export function recoveriesFrom(kills: readonly Kill[], passages: readonly Passage[]): Recovery[] {
  const steps = stepsOf(passages);
  return kills.map((kill, index) => {
    const next = kills[index + 1]?.at ?? Infinity;
    const usual = peakOf(steps, kill.at - BEFORE_MS, kill.at)?.underWay ?? 0;
    const peak = peakOf(steps, kill.at, next);
    const calm = peak && steps.find(({ at, underWay }) => at >= peak.at && underWay <= usual);
    const first = Math.min(...passages.flatMap(({ sentAt, arrivedAt = Infinity }) => (sentAt > kill.at ? [arrivedAt] : [])));
    return {
      ...kill,
      ...(Number.isFinite(first) ? { firstEffectMs: first - kill.at } : {}),
      ...(calm ? { caughtUpMs: calm.at - kill.at } : {}),
    };
  });
}

/** The most events that were under way at once: sent, and without their effect. */
export function peakLag(passages: readonly Passage[]): number {
  return stepsOf(passages).reduce((most, { underWay }) => Math.max(most, underWay), 0);
}

function stepsOf(passages: readonly Passage[]): Step[] {
  const changes = passages.flatMap(({ sentAt, arrivedAt }) => [
    { at: sentAt, by: 1 },
    ...(arrivedAt === undefined ? [] : [{ at: arrivedAt, by: -1 }]),
  ]);
  let underWay = 0;
  return changes.sort((a, b) => a.at - b.at).map(({ at, by }) => ({ at, underWay: (underWay += by) }));
}

function peakOf(steps: readonly Step[], from: number, to: number): Step | undefined {
  return steps
    .filter(({ at }) => at >= from && at < to)
    .reduce<Step | undefined>((most, step) => (most && most.underWay >= step.underWay ? most : step), undefined);
}
