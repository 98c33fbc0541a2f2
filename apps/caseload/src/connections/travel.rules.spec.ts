import { hasNoWayBack, travelOf } from './travel.rules';

describe('the way to a service (CL-34)', () => {
  const AT = new Date('2026-11-24T10:00:00Z');
  const facts = { mode: 'bus', minutes: 40, costPence: 460, returnTripPossible: true } as const;

  it('is kept with the day on which it was looked into, and with what a fund pays where there is any', () => {
    expect(travelOf(facts, AT)).toEqual({ ...facts, recordedAt: '2026-11-24T10:00:00.000Z' });
    expect(travelOf({ ...facts, fundablePence: 0 }, AT)).toEqual({ ...facts, fundablePence: 0, recordedAt: '2026-11-24T10:00:00.000Z' });
  });

  it('is a dead end when the person cannot get home again, not when nothing is known yet', () => {
    expect(hasNoWayBack(null)).toBe(false);
    expect(hasNoWayBack(travelOf(facts, AT))).toBe(false);
    expect(hasNoWayBack(travelOf({ ...facts, returnTripPossible: false }, AT))).toBe(true);
  });
});
