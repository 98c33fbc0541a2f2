import { callMode, nextCallAt } from './keep-in-touch.rules';

describe('calls to keep in touch', () => {
  it.each([
    ['a week on, at the same time', '2026-11-23T10:00:00Z', 1, '2026-11-30T10:00:00.000Z'],
    ['on the working day after a weekend', '2026-11-21T10:00:00Z', 1, '2026-11-30T10:00:00.000Z'],
    ['on the working day after the holidays', '2026-11-27T10:00:00Z', 4, '2026-12-29T10:00:00.000Z'],
    ['at the same local time when the clocks go back', '2026-10-19T09:00:00Z', 1, '2026-10-26T10:00:00.000Z'],
    ['at the same local time when the clocks go forward', '2027-03-22T10:00:00Z', 2, '2027-04-05T09:00:00.000Z'],
    ['just before midnight also when the clocks go forward', '2027-03-22T23:30:00Z', 2, '2027-04-05T22:30:00.000Z'],
    ['just after midnight also when the clocks go back', '2026-10-19T23:30:00Z', 1, '2026-10-27T00:30:00.000Z'],
  ])('fall %s (CL-35)', (_when, last, weeks, next) => {
    expect(nextCallAt(new Date(last), weeks, 'england').toISOString()).toBe(next);
  });

  it('are as the person prefers where that needs no meeting, else by phone (CL-06, CL-35)', () => {
    expect([null, 'video', 'message', 'home-visit', 'group'].map((mode) => callMode(mode as never))).toEqual([
      'phone',
      'video',
      'message',
      'phone',
      'phone',
    ]);
  });
});
