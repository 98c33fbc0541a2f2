import { Referral } from './referral.entity';

describe("a referral's Task, as its sender sees it", () => {
  const AT = new Date('2026-11-24T10:00:00Z');
  const LATER = new Date('2026-11-25T10:00:00Z');
  const DUE = new Date('2026-12-01T17:00:00Z');
  const referral = (changes: Partial<Referral> = {}): Referral =>
    Object.assign(new Referral(), {
      progress: 'received',
      referredBackFrom: null,
      referBacksWaiting: 0,
      respondBy: null,
      priority: 'routine',
      fault: null,
      outputs: [],
      version: 1,
      lastModified: AT,
      ...changes,
    });

  it('says how far the case has come and until when, a version further each time', () => {
    const one = referral();
    one.advance('allocated', LATER, DUE);
    expect(one).toMatchObject({ progress: 'allocated', respondBy: DUE, version: 2, lastModified: LATER });
  });

  it('takes no point back, tells none twice, and stays closed', () => {
    const one = referral({ progress: 'contacted' });
    one.advance('allocated', LATER);
    one.advance('contacted', LATER);
    expect(one).toMatchObject({ progress: 'contacted', version: 1 });
    one.close('closed-completed', LATER, []);
    one.advance('contacted', LATER);
    one.referBack(LATER, DUE);
    expect(one).toMatchObject({ progress: 'closed-completed', version: 2, respondBy: null });
  });

  it('says at once that the case was referred back, with the highest priority, and goes on only when a clinician has it (CL-22)', () => {
    const one = referral({ progress: 'allocated' });
    one.referBack(AT, DUE);
    expect(one).toMatchObject({ progress: 'referred-back', respondBy: DUE, taskPriority: 'stat', referredBackFrom: 'allocated' });
    one.advance('contacted', LATER);
    expect(one).toMatchObject({ progress: 'referred-back', referredBackFrom: 'contacted' });
    one.referBackAcknowledged(LATER);
    expect(one).toMatchObject({ progress: 'referred-back', respondBy: null });
    one.advance('connected', LATER);
    expect(one).toMatchObject({ progress: 'connected', referredBackFrom: null, taskPriority: 'routine' });
  });

  it('waits for every clinician that was asked', () => {
    const one = referral({ progress: 'allocated' });
    one.referBack(AT, DUE);
    one.referBack(AT, DUE);
    one.referBackAcknowledged(LATER);
    expect(one).toMatchObject({ referBacksWaiting: 1, respondBy: DUE });
    one.referBackAcknowledged(LATER);
    one.referBackAcknowledged(LATER);
    expect(one).toMatchObject({ referBacksWaiting: 0, respondBy: null, version: 5 });
  });

  it('closes once, with what came of it beside what stood there', () => {
    const output = { kind: 'activity', concept: { text: 'one' } } as never;
    const one = referral({ outputs: [output], respondBy: DUE });
    one.close('closed-completed', LATER, [output]);
    expect(one.outputs).toHaveLength(2);
    one.close('withdrawn', LATER, [output]);
    expect(one).toMatchObject({ progress: 'closed-completed', version: 2, withdrawnAs: null });
    expect(one.outputs).toHaveLength(2);
  });

  it('is at fault from one moment to another, and that is a version only while it is open', () => {
    const one = referral();
    one.setFault('stands-still', LATER);
    one.setFault('stands-still', LATER);
    expect(one).toMatchObject({ fault: 'stands-still', version: 2 });
    one.close('closed-completed', LATER, []);
    one.setFault(null, LATER);
    expect(one).toMatchObject({ fault: null, version: 3 });
  });

  it.each([
    ['withdrawn', 'cancelled'],
    ['entered-in-error', 'entered-in-error'],
    ['closed-completed', null],
  ] as const)('that is %s was taken back as %p', (progress, as) => {
    expect(referral({ progress }).withdrawnAs).toBe(as);
  });
});
