import { nextActionOf } from '../../../apps/caseload/src/actions/next-action.rules';
import { CASE_TIMERS, deadlinesOf, type Deadlines } from '../../../apps/caseload/src/clocks/deadlines.rules';
import { limboTimesOf } from '../../../apps/caseload/src/limbo/limbo.rules';
import type { Timer } from '../../../apps/caseload/src/timers/timer.entity';
import { gapsOf } from '../../../apps/caseload/src/unmet-needs/gaps.rules';
import { districtOf } from '../../../apps/caseload/src/unmet-needs/small-area.rules';
import { UnmetNeed } from '../../../apps/caseload/src/unmet-needs/unmet-need.entity';
import type { Life } from './life';
import { SETTINGS } from './stage';

/** What follows from a life as it stands. */
export interface Settled {
  readonly timers: readonly Timer[];
  readonly unmetNeeds: readonly UnmetNeed[];
}

/** Works out what is next and by when, as caseload does after each change, and tells what is late already. */
export function settle(life: Life, until: Date): Settled {
  const { case: found, connections, stage } = life;
  const open = life.actions.filter(({ isOpen }) => isOpen);
  found.settle(nextActionOf(found, connections, stage.clocks, open));
  const { notContactedAlertCalendarDays, overdueLimboWorkingDays } = SETTINGS;
  const thresholds = { nation: stage.clocks.nation, notContactedAlertCalendarDays, overdueLimboWorkingDays, pauses: [] };
  const deadlines = deadlinesOf(found, thresholds);
  Object.assign(found, limboTimesOf(found.status, deadlines, connections, open));
  alertWhatIsLate(life, deadlines, until);
  return { timers: timersOf(life, deadlines, until), unmetNeeds: unmetNeedsOf(life) };
}

function alertWhatIsLate(life: Life, deadlines: Deadlines, until: Date): void {
  const { allocatedAt, nextActionDueAt, nextActionType } = life.case;
  const notContacted = deadlines[CASE_TIMERS.notContacted];
  if (allocatedAt && notContacted && notContacted <= until) life.alert('allocated-not-contacted', allocatedAt, notContacted);
  const ofTheirOwn = nextActionType === 'allocate' || nextActionType === 'first-contact';
  if (nextActionDueAt && nextActionDueAt <= until && !ofTheirOwn) life.alert('next-action-overdue', nextActionDueAt, nextActionDueAt);
}

// Those that lie behind have fired.
function timersOf({ dice, case: { id: subjectId } }: Life, deadlines: Deadlines, until: Date): Timer[] {
  return Object.entries(deadlines).flatMap(([kind, dueAt]) => {
    if (!dueAt || dueAt <= until) return [];
    return [{ id: dice.uuid(), kind, subjectId, dueAt, data: {}, nextTryAt: dueAt, claim: null, attempts: 0, lastError: null }];
  });
}

function unmetNeedsOf({ dice, case: found, connections, barriers }: Life): UnmetNeed[] {
  return gapsOf(connections, barriers).map((gap) => {
    const since = connections.find(({ needs, state }) => needs.includes(gap.need) && state !== 'sustained')?.at ?? found.openedAt;
    const where = { area: districtOf(found.person?.postcode), at: since, derived: true, resolvedAt: null };
    return Object.assign(UnmetNeed.of(found, { ...gap, ...where }), { id: dice.uuid() });
  });
}
