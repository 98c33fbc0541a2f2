import { Action } from '../actions/action.entity';
import { followUpBy, type SchemeClocks } from '../clocks/service-levels.rules';
import { endOfWorkingDay } from '../clocks/working-days.rules';

const ADJUST = 'adjust-contact';

/** What the action of a planned contact depends on. */
export interface FollowedContact {
  readonly id: string;
  readonly at: Date;
  readonly state: string;
  readonly settledAt: Date | null;
}

/** Keeps the action of a planned contact as it should be: there and due with it while it is planned, done when it is settled. */
export function followPlanned(actions: Action[], { id, at, state, settledAt }: FollowedContact, by: string): void {
  const source = `contact:${id}`;
  const open = actions.find((action) => action.isOpen && action.source === source);
  if (settledAt) open?.complete(by, settledAt, state);
  else if (open) open.dueAt = at;
  else
    actions.push(
      Action.open({ type: 'planned-contact', title: 'Keep the planned contact with the person', ownerKind: 'worker', dueAt: at, source }),
    );
}

/** A person who missed a contact is asked what would make the next one possible; nothing ends by it (CL-16). Once at a time. */
export function promptAdjustments(actions: Action[], contactId: string, now: Date, clocks: SchemeClocks): void {
  if (actions.some((action) => action.isOpen && action.type === ADJUST)) return;
  const title = 'Settle with the person what would make the next contact possible: a reminder, another time, place or way';
  actions.push(Action.open({ type: ADJUST, title, ownerKind: 'worker', dueAt: followUpBy(now, clocks), source: `missed:${contactId}` }));
}

/** Adjustments were settled: nobody has to ask for them any more. */
export function endAdjustmentPrompt(actions: readonly Action[], by: string, now: Date): void {
  for (const action of actions) if (action.isOpen && action.type === ADJUST) action.complete(by, now, 'adjusted');
}

/** The service owes the person an apology and a new time (CL-14). */
export function apology(source: string, now: Date, withinWorkingDays: number, clocks: SchemeClocks): Action {
  const title = 'Apologise to the person for what we missed, and agree a new time';
  return Action.open({
    type: 'apology',
    title,
    ownerKind: 'worker',
    dueAt: endOfWorkingDay(now, withinWorkingDays, clocks.nation),
    source,
  });
}
