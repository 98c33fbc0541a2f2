import { EMPTY_PLAN, interestsOf, isSensitive, saysWhatMatters, withoutRestricted, type PlanContent } from './plan-content.rules';

describe('the content of a plan', () => {
  it('says what matters when the person said anything (CL-07a)', () => {
    expect(saysWhatMatters(EMPTY_PLAN)).toBe(false);
    expect(saysWhatMatters({ whatMatters: { values: 'My family' } })).toBe(true);
  });

  it('gives the hobbies, skills and passions to look for, each once, and nobody by name (CL-07e)', () => {
    const asset = (id: string, kind: 'hobby' | 'skill' | 'passion' | 'family' | 'other', text: string) => ({
      id,
      restricted: false,
      kind,
      text,
    });
    const assets = [
      asset('1', 'hobby', 'Gardening'),
      asset('2', 'passion', 'gardening'),
      asset('3', 'skill', 'Baking'),
      asset('4', 'family', 'My sister'),
      asset('5', 'other', 'A car'),
    ];
    expect(interestsOf({ assets })).toEqual(['gardening', 'baking']);
  });

  it('keeps what is about abuse or substances from those who need not know (CL-39)', () => {
    expect(isSensitive(['loneliness', 'debt'])).toBe(false);
    expect(isSensitive(['loneliness', 'domestic-abuse'])).toBe(true);
    expect(isSensitive(['substance-use'])).toBe(true);
  });

  it('leaves out, for whoever need not know, what is restricted and what hangs on it, and nothing else', () => {
    const of = (id: string, restricted: boolean, more: object = {}) => ({ id, restricted, ...more });
    const plan = {
      ...EMPTY_PLAN,
      connections: [of('1', false, { connectionId: 'choir' }), of('2', true, { connectionId: 'refuge' })],
      expectations: [{ connectionId: 'choir' }, { connectionId: 'refuge' }],
      assets: [of('3', false, { kind: 'hobby', text: 'Singing' }), of('4', true, { kind: 'family', text: 'My sister' })],
      goals: [of('5', false), of('6', true)],
      actions: [of('7', false), of('8', true), of('9', false, { goalId: '5' }), of('10', false, { goalId: '6' })],
    } as unknown as PlanContent;
    const open = withoutRestricted(plan);
    expect([open.connections, open.assets, open.goals, open.actions].map((items) => items.map(({ id }) => id))).toEqual([
      ['1'],
      ['3'],
      ['5'],
      ['7', '9'],
    ]);
    expect(open.expectations).toEqual([{ connectionId: 'choir' }]);
  });
});
