import { EMPTY_PLAN, type PlanContent } from './plan-content.rules';
import { problemsOf, type ToldContent } from './told-content.rules';

describe('a plan that is written down', () => {
  const KNOWN = new Set(['choir']);
  const problems = (told: ToldContent, before: PlanContent = EMPTY_PLAN) =>
    problemsOf(told, before, KNOWN).map(({ pointer, code }) => `${pointer} ${code}`);
  const method = { what: 'ring the choir', byWhom: 'Ruth', howOften: 'once' };

  it('names connections of its case, or what was not yet found, and never both or neither (CL-07b)', () => {
    const notYetFound = { need: 'loneliness', reason: 'no-provider' } as never;
    expect(problems({ connections: [{ connectionId: 'choir' }, { notYetFound }] })).toEqual([]);
    expect(problems({ connections: [{}, { connectionId: 'choir', notYetFound }, { connectionId: 'elsewhere' }] })).toEqual([
      '/connections/0 connection-or-not-yet-found',
      '/connections/1 connection-or-not-yet-found',
      '/connections/2/connectionId not-of-case',
    ]);
  });

  it('expects something only of connections that it has, told now or before (CL-07c)', () => {
    const before = { ...EMPTY_PLAN, connections: [{ id: 'c', restricted: false, connectionId: 'choir' }] };
    expect(problems({ expectations: [{ connectionId: 'choir' }] }, before)).toEqual([]);
    expect(problems({ expectations: [{ connectionId: 'choir' }] })).toEqual(['/expectations/0/connectionId not-in-plan']);
    expect(problems({ connections: [] }, { ...before, expectations: [{ connectionId: 'choir' }] })).toEqual([
      '/expectations/0/connectionId not-in-plan',
    ]);
  });

  it('says of each action what is done, by whom, how often and what for (CL-11)', () => {
    expect(problems({ actions: [{ method, expectedOutcome: 'She sings' }] })).toEqual([]);
    expect(
      problems({ actions: [{ method: { ...method, howOften: ' ' }, expectedOutcome: '' }, { expectedOutcome: 'She sings' }] }),
    ).toEqual([
      '/actions/0/method/howOften method-incomplete',
      '/actions/0/expectedOutcome expected-outcome-missing',
      '/actions/1/method method-missing',
    ]);
  });

  it('ties actions to goals that it has', () => {
    const action = { goalId: 'g', method, expectedOutcome: 'She sings' };
    expect(problems({ goals: [{ id: 'g', text: 'Sing' }], actions: [action] })).toEqual([]);
    expect(problems({ goals: [{ id: 'other', text: 'Sing' }], actions: [action] })).toEqual(['/actions/0/goalId not-in-plan']);
  });

  it('has nothing twice', () => {
    const connection = { id: 'c', connectionId: 'choir' };
    expect(
      problems({ connections: [connection, connection], expectations: [{ connectionId: 'choir' }, { connectionId: 'choir' }] }),
    ).toEqual(['/connections/1/id repeated', '/connections/1/connectionId repeated', '/expectations/1/connectionId repeated']);
    expect(problems({ goals: [{ text: 'Sing' }, { text: 'Sing' }] })).toEqual([]);
  });
});
