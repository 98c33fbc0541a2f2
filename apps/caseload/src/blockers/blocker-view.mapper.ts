import type { BlockerView, WaitingView } from './blocker.dto';
import type { CaseBlocker } from './case-blocker.entity';
import type { Waiting } from './waiting.rules';

export function blockerViewOf({ id, blocker, owner, note, since, expectedBy, endedAt }: CaseBlocker): BlockerView {
  return { id, blocker, owner, note, since: since.toISOString(), expectedBy, endedAt: endedAt?.toISOString() ?? null };
}

export function waitingViewOf({ totalDays, blockedDays, segments }: Waiting): WaitingView {
  const shown = segments.map(({ kind, from, until, days }) => ({
    kind,
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    days,
  }));
  return { totalDays, blockedDays, segments: shown };
}
