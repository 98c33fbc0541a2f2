const DAY_MS = 86_400_000;

/** A time in which the person waited, and for what; `until` null: they still do. */
export interface Wait {
  readonly kind: 'first-contact' | 'blocked';
  readonly from: Date;
  readonly until: Date | null;
}

/** How long a person has waited, in whole days; time that counts for several reasons counts once. */
export interface Waiting {
  readonly totalDays: number;
  readonly blockedDays: number;
  readonly segments: readonly (Wait & { readonly days: number })[];
}

/** What a case's waits follow from. */
export interface WaitFacts {
  readonly receivedAt: Date;
  readonly firstContactAt: Date | null;
  readonly closedAt: Date | null;
}

/**
 * From the referral to the first two-way contact, and whenever support waits for a step of somebody else (CL-19). Waiting ends
 * when the case closes.
 */
export function waitingOf(facts: WaitFacts, blockers: readonly { since: Date; endedAt: Date | null }[], now: Date): Waiting {
  const waits: Wait[] = [
    { kind: 'first-contact', from: facts.receivedAt, until: facts.firstContactAt ?? facts.closedAt },
    ...blockers.map(({ since, endedAt }): Wait => ({ kind: 'blocked', from: since, until: endedAt ?? facts.closedAt })),
  ];
  const end = facts.closedAt ?? now;
  return {
    totalDays: daysOf(waits, end),
    blockedDays: daysOf(
      waits.filter(({ kind }) => kind === 'blocked'),
      end,
    ),
    segments: waits.map((wait) => ({ ...wait, days: daysOf([wait], end) })),
  };
}

function daysOf(waits: readonly Wait[], end: Date): number {
  const spans = waits.map(({ from, until }) => [from.getTime(), (until ?? end).getTime()] as const).sort(([one], [other]) => one - other);
  let [covered, upTo] = [0, -Infinity];
  for (const [from, until] of spans) {
    covered += Math.max(0, until - Math.max(from, upTo));
    upTo = Math.max(upTo, until);
  }
  return Math.floor(covered / DAY_MS);
}
