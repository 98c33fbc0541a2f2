import { dueProblems } from './action-due.rules';

describe('when an action can be due', () => {
  const now = new Date('2026-03-02T10:00:00.000Z');
  const codes = (dueAt: string) => dueProblems(new Date(dueAt), now).map(({ code }) => code);

  it.each([
    ['2026-03-02T09:58:59.999Z', ['in-past']],
    // Callers' clocks may run a minute behind.
    ['2026-03-02T09:59:00.000Z', []],
    ['2026-03-02T10:00:00.000Z', []],
    ['2027-03-02T10:00:00.000Z', []],
    ['2126-03-02T10:00:00.000Z', ['too-far-ahead']],
  ])('%s: %j', (dueAt, problems) => {
    expect(codes(dueAt)).toEqual(problems);
  });
});
