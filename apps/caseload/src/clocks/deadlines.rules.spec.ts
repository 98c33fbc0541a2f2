import { CASE_TIMERS, deadlinesOf, type DeadlineFacts } from './deadlines.rules';

const FACTS: DeadlineFacts = {
  status: 'allocated',
  allocateBy: new Date('2026-11-13T17:00:00Z'),
  contactBy: new Date('2026-11-18T17:00:00Z'),
  allocatedAt: new Date('2026-11-12T09:00:00Z'),
  firstContactAt: null,
  nextActionDueAt: new Date('2026-11-18T17:00:00Z'),
  reviewBy: null,
};
const THRESHOLDS = { nation: 'england', notContactedAlertCalendarDays: 14, overdueLimboWorkingDays: 0, pauses: [] } as const;

describe('what a case waits for', () => {
  it('is contact within 14 days of the calendar after the allocation: allocated on the 12th, the alert is due on the 26th (CL-15)', () => {
    expect(deadlinesOf(FACTS, THRESHOLDS)).toEqual({
      [CASE_TIMERS.allocation]: null,
      [CASE_TIMERS.firstContact]: new Date('2026-11-18T17:00:00Z'),
      [CASE_TIMERS.notContacted]: new Date('2026-11-26T17:00:00Z'),
      [CASE_TIMERS.nextAction]: new Date('2026-11-18T17:00:00Z'),
      [CASE_TIMERS.review]: null,
    });
    const sooner = deadlinesOf(FACTS, { ...THRESHOLDS, notContactedAlertCalendarDays: 2, overdueLimboWorkingDays: 3 });
    expect(sooner[CASE_TIMERS.notContacted]).toEqual(new Date('2026-11-14T17:00:00Z'));
    expect(sooner[CASE_TIMERS.nextAction]).toEqual(new Date('2026-11-23T17:00:00Z'));
  });

  it('is a next action at its very minute where no day of grace is given, and at the end of a working day where some are', () => {
    const atTen = { ...FACTS, nextActionDueAt: new Date('2026-11-18T10:00:00Z') };
    const withGrace = (overdueLimboWorkingDays: number): Date | null | undefined =>
      deadlinesOf(atTen, { ...THRESHOLDS, overdueLimboWorkingDays })[CASE_TIMERS.nextAction];
    expect(withGrace(0)).toEqual(new Date('2026-11-18T10:00:00Z'));
    expect(withGrace(1)).toEqual(new Date('2026-11-19T17:00:00Z'));
  });

  it('is the allocation while it stands in the queue, and a review once the two have spoken', () => {
    const queued = deadlinesOf({ ...FACTS, status: 'unallocated', allocatedAt: null }, THRESHOLDS);
    expect(queued).toMatchObject({ [CASE_TIMERS.allocation]: FACTS.allocateBy, [CASE_TIMERS.notContacted]: null });
    const spoken = { ...FACTS, status: 'supporting', firstContactAt: FACTS.contactBy, reviewBy: new Date('2027-02-10T17:00:00Z') } as const;
    expect(deadlinesOf(spoken, THRESHOLDS)).toMatchObject({
      [CASE_TIMERS.firstContact]: null,
      [CASE_TIMERS.notContacted]: null,
      [CASE_TIMERS.review]: spoken.reviewBy,
    });
  });

  it('is nothing once it has closed', () => {
    const closed = deadlinesOf({ ...FACTS, status: 'closed', nextActionDueAt: null, reviewBy: FACTS.contactBy }, THRESHOLDS);
    expect(Object.values(closed)).toEqual([null, null, null, null, null]);
  });
});
