import { Risk } from './risk.entity';

describe('a risk (CL-23)', () => {
  it('is no risk until somebody records it', () => {
    expect(Risk.of('c1', 'risk-to-self')).toMatchObject({ caseId: 'c1', code: 'risk-to-self', active: false, signedOffAt: null });
  });

  it('that is raised again needs an answer of its own', () => {
    const risk = Risk.of('c1', 'risk-to-self');
    risk.record(true, 'Gave up.', 'worker', new Date('2026-03-02T10:00:00Z'));
    risk.signOff('doctor', 'Dr Reid', new Date('2026-03-03T10:00:00Z'));
    risk.record(true, 'Again.', 'worker', new Date('2026-03-04T10:00:00Z'));
    expect(risk).toMatchObject({ active: true, note: 'Again.', signedOffAt: null, signedOffBy: null, signedOffName: null });
    risk.lift('Moved in with her sister.', 'supervisor', new Date('2026-03-05T10:00:00Z'));
    expect(risk).toMatchObject({ active: false, note: 'Again.', liftedReason: 'Moved in with her sister.' });
  });
});
