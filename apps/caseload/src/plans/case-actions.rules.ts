import { Action } from '../actions/action.entity';
import { closingTimeOf } from '../clocks/working-days.rules';
import type { PlanContent } from './plan-content.rules';

interface DueItem {
  readonly source: string;
  readonly title: string;
  readonly dueAt: Date;
}

/**
 * What an agreed plan asks of the worker: an action of the case for each item with a date. Those of the version before end
 * unless they still stand; what was done is not opened again. Titles count items: the person's words stay in the plan.
 */
export function followPlan(plan: PlanContent, open: readonly Action[], all: readonly Action[], now: Date): Action[] {
  const due = dueItemsOf(plan);
  for (const action of open.filter(({ isOpen, source }) => isOpen && isOfPlan(source))) {
    if (!due.some((item) => isSame(item, action))) action.complete('caseload', now, 'plan-changed');
  }
  const standing = all.filter(({ id, doneAt, outcome }) => {
    const action = open.find((other) => other.id === id);
    return action ? action.isOpen : doneAt !== null && outcome !== 'plan-changed';
  });
  return due
    .filter((item) => !standing.some((action) => isSame(item, action)))
    .map((item) => Action.open({ ...item, type: 'plan', ownerKind: 'worker' }));
}

function dueItemsOf({ goals, actions }: PlanContent): DueItem[] {
  const titled = (kind: string, title: (number: string) => string) => (item: { id: string; dueOn?: string }, index: number) =>
    item.dueOn === undefined ? [] : [{ source: `${kind}:${item.id}`, title: title(String(index + 1)), dueAt: closingTimeOf(item.dueOn) }];
  return [
    ...goals.flatMap(titled('plan-goal', (number) => `Look with the person at goal ${number} of their plan`)),
    ...actions.flatMap(titled('plan-action', (number) => `See to action ${number} of the plan`)),
  ];
}

function isOfPlan(source: string | null): boolean {
  return source !== null && /^plan-(?:goal|action):/.test(source);
}

// A done item is done whatever place it has moved to; an open one is told of under its number.
function isSame(item: DueItem, { source, dueAt, title, isOpen }: Action): boolean {
  return item.source === source && item.dueAt.getTime() === dueAt.getTime() && (!isOpen || item.title === title);
}
