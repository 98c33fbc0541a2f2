import { EMPTY_PLAN, withoutRestricted, type PlanContent } from './plan-content.rules';
import { keepingRestricted, seesRestricted } from './restricted.rules';

describe('restricted items of a plan', () => {
  const person = (...roles: string[]) => ({ kind: 'person', roles }) as const;

  it("are for the case's own worker and for supervisors", () => {
    expect(seesRestricted(person('link-worker'), 'w1', 'w1')).toBe(true);
    expect(seesRestricted(person('supervisor'), null, 'w1')).toBe(true);
  });

  it('are not for another worker, nobody of a case without one, nor any system', () => {
    expect(seesRestricted(person('link-worker'), 'w2', 'w1')).toBe(false);
    expect(seesRestricted(person('link-worker'), null, null)).toBe(false);
    expect(seesRestricted({ kind: 'system', roles: ['supervisor'] }, 'w1', 'w1')).toBe(false);
  });

  const before: PlanContent = {
    ...EMPTY_PLAN,
    connections: [
      { id: 'c1', restricted: true, connectionId: 'abuse-service' },
      { id: 'c2', restricted: false, connectionId: 'choir' },
    ],
    expectations: [{ connectionId: 'abuse-service' }, { connectionId: 'choir' }],
    goals: [
      { id: 'g1', restricted: true, text: 'Be safe' },
      { id: 'g2', restricted: false, text: 'Sing' },
    ],
    assets: [{ id: 's1', restricted: true, kind: 'friends', text: 'A neighbour' }],
    actions: [
      { id: 'a1', restricted: false, goalId: 'g1', method: { what: 'x', byWhom: 'y', howOften: 'z' }, expectedOutcome: 'o' },
      { id: 'a2', restricted: false, goalId: 'g2', method: { what: 'x', byWhom: 'y', howOften: 'z' }, expectedOutcome: 'o' },
    ],
  };

  it('are left out of what leaves, with what hangs on them', () => {
    const open = withoutRestricted(before);
    expect(open.connections.map(({ id }) => id)).toEqual(['c2']);
    expect(open.expectations).toEqual([{ connectionId: 'choir' }]);
    expect(open.goals.map(({ id }) => id)).toEqual(['g2']);
    expect(open.assets).toEqual([]);
    expect(open.actions.map(({ id }) => id)).toEqual(['a2']);
  });

  it('stay when somebody who cannot see them saves the plan, and only they', () => {
    const after = keepingRestricted({ ...EMPTY_PLAN, goals: [{ id: 'g3', restricted: false, text: 'Walk' }] }, before);
    expect(after.goals.map(({ id }) => id)).toEqual(['g3', 'g1']);
    expect(after.connections.map(({ id }) => id)).toEqual(['c1']);
    expect(after.expectations).toEqual([{ connectionId: 'abuse-service' }]);
    expect(after.assets.map(({ id }) => id)).toEqual(['s1']);
  });

  it('are as the new content says where it has them', () => {
    const told: PlanContent = {
      ...EMPTY_PLAN,
      goals: [{ id: 'g1', restricted: false, text: 'Be safe at home' }],
      expectations: [{ connectionId: 'abuse-service', cost: 'free' }],
    };
    const after = keepingRestricted(told, before);
    expect(after.goals).toEqual(told.goals);
    expect(after.expectations).toEqual(told.expectations);
  });
});
