import { CallBack } from './call-back.entity';

describe('a call-back that was promised (CL-14)', () => {
  const UNTIL = new Date('2026-11-24T12:00:00Z');
  const EARLY = new Date('2026-11-24T11:59:59Z');
  const LATE = new Date('2026-11-24T12:00:01Z');
  const promised = (): CallBack =>
    CallBack.promise({
      id: 'one',
      caseId: 'case',
      organisationId: 'organisation',
      schemeId: 'scheme',
      workerId: null,
      fromAt: new Date('2026-11-24T10:00:00Z'),
      untilAt: UNTIL,
      reason: null,
      promisedBy: 'worker',
      promisedAt: new Date('2026-11-23T10:00:00Z'),
    } as never);

  it('is made by a call within its window, up to the last moment, also when that is written down late', () => {
    const one = promised();
    one.made(UNTIL);
    expect(one).toMatchObject({ state: 'made', settledAt: UNTIL });
    const late = promised();
    late.missed(LATE);
    late.made(EARLY);
    expect(late.state).toBe('made');
  });

  it('is not made by a later call, nor once it was cancelled', () => {
    expect(() => {
      promised().made(LATE);
    }).toThrow();
    const cancelled = promised();
    cancelled.cancel(EARLY);
    expect(() => {
      cancelled.made(EARLY);
    }).toThrow();
  });

  it('is missed by the service when the window has passed without it, once', () => {
    const one = promised();
    expect(one.missed(EARLY)).toBe(false);
    expect(one.missed(UNTIL)).toBe(true);
    expect(one).toMatchObject({ state: 'missed-by-service', settledAt: UNTIL });
    expect(one.missed(LATE)).toBe(false);
    const made = promised();
    made.made(EARLY);
    expect(made.missed(LATE)).toBe(false);
  });
});
