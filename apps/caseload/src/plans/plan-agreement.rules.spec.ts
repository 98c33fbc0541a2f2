import { EMPTY_PLAN } from './plan-content.rules';
import { problemsOfAgreement, type Agreement } from './plan-agreement.rules';

describe('agreeing a plan', () => {
  const NOW = new Date('2026-11-24T10:00:00Z');
  const plan = { ...EMPTY_PLAN, whatMatters: { priorities: 'To see people again' } };
  const agreement: Agreement = {
    agreedOn: '2026-11-24',
    howGiven: 'by-phone',
    givenBy: 'person',
    contributors: [{ kind: 'person' }, { kind: 'link-worker' }],
    copyOffered: true,
  };
  const codes = (changed: Partial<Agreement>, of = plan) =>
    problemsOfAgreement(of, { ...agreement, ...changed }, NOW).map(({ code }) => code);

  it('needs what matters, a day that has come, and the person among those who wrote it (CL-07a, CL-08)', () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, { ...plan, whatMatters: {} as typeof plan.whatMatters })).toEqual(['what-matters-missing']);
    expect(codes({ agreedOn: '2026-11-25' })).toEqual(['in-future']);
    expect(codes({ contributors: [{ kind: 'link-worker' }, { kind: 'family' }] })).toEqual(['person-missing']);
  });

  it.each(['carer', 'parent', 'advocate'] as const)('can be with a %s who speaks for them (CL-08)', (kind) => {
    expect(codes({ contributors: [{ kind }] })).toEqual([]);
  });

  it('takes today by the clock on the wall in London', () => {
    const lateEvening = new Date('2026-06-23T23:30:00Z');
    expect(problemsOfAgreement(plan, { ...agreement, agreedOn: '2026-06-24' }, lateEvening)).toEqual([]);
  });
});
