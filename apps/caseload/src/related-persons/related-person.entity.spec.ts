import type { ReferralTelecom } from '#libs/contracts';
import { RelatedPerson } from './related-person.entity';

describe('a related person as the referrer described them (ID-02)', () => {
  const told = (...telecoms: ReferralTelecom[]) =>
    RelatedPerson.referred('c1', { name: 'Ngozi', relationship: 'carer', telecoms }, new Date(0));

  it('is rung at their mobile, else at the first phone that is not an old one', () => {
    const old = { system: 'phone', value: '1', use: 'old' };
    const home = { system: 'phone', value: '2', use: 'home' };
    const mobile = { system: 'sms', value: '3', use: 'mobile' };
    expect(told(old, home, mobile).phone).toBe('3');
    expect(told(old, home).phone).toBe('2');
    expect(told(old).phone).toBeNull();
  });

  it('is not rung at an email address', () => {
    const mail = { system: 'email', value: 'ngozi@example.org' };
    expect(told(mail)).toMatchObject({ phone: null, email: 'ngozi@example.org' });
  });
});
