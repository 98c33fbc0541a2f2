import { dayTooFarAhead, tooFarAhead } from './horizon.rules';

describe('how far ahead something may be due', () => {
  const NOW = new Date('2026-11-27T09:00:00Z');

  it.each([
    ['2027-11-28', []],
    ['2027-11-29', ['too-far-ahead']],
  ])('is the day 366 days on, and no later: %s', (day, codes) => {
    expect(dayTooFarAhead('/dueOn', day, NOW).map(({ code }) => code)).toEqual(codes);
  });

  it('is counted in the days of London: late on a summer evening by UTC it is the next day there', () => {
    const lateEvening = new Date('2026-06-30T23:30:00Z');
    expect(dayTooFarAhead('/dueOn', '2027-07-02', lateEvening)).toEqual([]);
    expect(dayTooFarAhead('/dueOn', '2027-07-03', lateEvening)).toMatchObject([{ pointer: '/dueOn', code: 'too-far-ahead' }]);
  });

  it('is to the moment where there is a time of day', () => {
    expect(tooFarAhead('/dueAt', new Date('2027-11-28T09:00:00.000Z'), NOW)).toEqual([]);
    expect(tooFarAhead('/dueAt', new Date('2027-11-28T09:00:00.001Z'), NOW)).toMatchObject([{ pointer: '/dueAt', code: 'too-far-ahead' }]);
  });
});
