import { Action } from '../actions/action.entity';
import { followPlan } from './case-actions.rules';
import { EMPTY_PLAN, type PlanContent } from './plan-content.rules';

describe('what an agreed plan asks of the worker', () => {
  const NOW = new Date('2026-11-24T10:00:00Z');
  const goal = (id: string, dueOn?: string) => ({
    id,
    restricted: false,
    text: 'In their words',
    ...(dueOn === undefined ? {} : { dueOn }),
  });
  const plan = (...goals: ReturnType<typeof goal>[]): PlanContent => ({ ...EMPTY_PLAN, goals });
  const follow = (content: PlanContent, actions: readonly Action[] = []) => followPlan(content, actions, actions, NOW);

  it('is an action for each goal and action with a day, due at the end of it, without their words', () => {
    const action = {
      id: 'a',
      restricted: false,
      method: { what: 'x', byWhom: 'y', howOften: 'z' },
      expectedOutcome: 'o',
      dueOn: '2026-12-02',
    };
    const opened = follow({ ...plan(goal('g', '2026-12-01'), goal('without')), actions: [action] });
    expect(opened.map(({ title, dueAt, source, ownerKind }) => [title, dueAt.toISOString(), source, ownerKind])).toEqual([
      ['Look with the person at goal 1 of their plan', '2026-12-01T17:00:00.000Z', 'plan-goal:g', 'worker'],
      ['See to action 1 of the plan', '2026-12-02T17:00:00.000Z', 'plan-action:a', 'worker'],
    ]);
  });

  it('stays as it is while the item does', () => {
    const [first] = follow(plan(goal('g', '2026-12-01')));
    if (!first) throw new Error('none was opened');
    expect(follow(plan(goal('g', '2026-12-01')), [first])).toEqual([]);
    expect(first.isOpen).toBe(true);
  });

  it('ends and is opened anew when the day or the place of the item changes', () => {
    const [first] = follow(plan(goal('g', '2026-12-01')));
    if (!first) throw new Error('none was opened');
    const [second] = follow(plan(goal('g', '2026-12-08')), [first]);
    expect(first).toMatchObject({ outcome: 'plan-changed', doneBy: 'caseload', doneAt: NOW });
    expect(second?.dueAt.toISOString()).toBe('2026-12-08T17:00:00.000Z');
    const [third] = follow(plan(goal('new'), goal('g', '2026-12-08')), second ? [second] : []);
    expect(third?.title).toBe('Look with the person at goal 2 of their plan');
  });

  it('is not asked again when it was done, and other actions of the case go on', () => {
    const [first] = follow(plan(goal('g', '2026-12-01')));
    if (!first) throw new Error('none was opened');
    first.complete('worker', NOW, 'looked at');
    const task = Action.open({ type: 'task', title: 'Ring back', ownerKind: 'worker', dueAt: NOW });
    expect(followPlan(plan(goal('g', '2026-12-01')), [task], [first, task], NOW)).toEqual([]);
    expect(task.isOpen).toBe(true);
  });
});
