import { Agreement } from './agreement.entity';
import { AgreementAlreadyEndedError } from './agreement.errors';

describe('an information-governance agreement (ID-01)', () => {
  const FROM = new Date('2026-01-01T00:00:00Z');
  const NOW = new Date('2026-11-24T10:00:00Z');
  const agreement = (changes: Partial<Agreement> = {}) =>
    Agreement.make({
      id: 'one',
      schemeId: 'scheme',
      organisationId: 'own',
      partyId: 'other',
      purposes: ['read-agreed-plan'],
      validFrom: FROM,
      validUntil: null,
      ...changes,
    } as never);
  const ended = (of: Agreement) => () => {
    of.end(NOW);
  };

  it('ends now, or before it begins', () => {
    const one = agreement();
    one.end(NOW);
    expect(one.validUntil).toBe(NOW);
    const toCome = agreement({ validFrom: new Date('2027-01-01T00:00:00Z') });
    toCome.end(NOW);
    expect(toCome.validUntil).toEqual(new Date('2027-01-01T00:00:00Z'));
  });

  it('ends once, from the very moment on', () => {
    expect(ended(agreement({ validUntil: NOW }))).toThrow(AgreementAlreadyEndedError);
    expect(ended(agreement({ validUntil: new Date('2026-11-24T10:00:00.001Z') }))).not.toThrow();
  });

  it('is published with its end where it has one', () => {
    expect(agreement().toAgreementPublished()).not.toHaveProperty('validUntil');
    expect(agreement({ validUntil: NOW }).toAgreementPublished().validUntil).toBe('2026-11-24T10:00:00.000Z');
  });
});
