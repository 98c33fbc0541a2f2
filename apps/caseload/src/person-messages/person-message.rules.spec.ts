import type { PersonDetails } from '#libs/contracts';
import {
  addressOf,
  languageOf,
  nextAttemptAfterMs,
  routeOf,
  usefulUntil,
  type Channel,
  type PreferredChannel,
} from './person-message.rules';

const person = (told: Partial<PersonDetails>): PersonDetails => ({ name: { given: ['Grace'], text: 'Grace Okafor' }, ...told });
const BOTH = person({ phone: '07700 900123', email: 'grace@example.org' });

describe('which way a message goes', () => {
  it.each<[string, PersonDetails | null, PreferredChannel | null, Channel[], object]>([
    ['a text message comes before e-mail', BOTH, null, ['sms', 'email'], { channel: 'sms' }],
    ['what the person prefers comes first', BOTH, 'email', ['sms', 'email'], { channel: 'email' }],
    ['what they prefer waits where it is not configured', BOTH, 'sms', ['email'], { channel: 'sms' }],
    ['what is configured comes before what is not', BOTH, null, ['email'], { channel: 'email' }],
    ['nothing is configured: it waits', BOTH, null, [], { channel: 'sms' }],
    ['no address for what they prefer', person({ email: 'g@example.org' }), 'sms', ['sms'], { channel: 'email' }],
    ['they want none', BOTH, 'none', ['sms'], { skipped: 'not-wanted' }],
    ['a landline only', person({ phone: '0113 496 0000' }), null, ['sms'], { skipped: 'no-address' }],
    ['details that can no longer be opened', null, null, ['sms'], { skipped: 'no-address' }],
  ])('%s', (_what, whom, preferred, configured, route) => {
    expect(routeOf(whom, preferred, configured)).toEqual(route);
  });

  it.each(['07700 900123', '+44 7700 900123', '0044 7700-900123', '(07700) 900123'])('knows the mobile number in %s', (phone) => {
    expect(addressOf(person({ phone }), 'sms')).toBe('+447700900123');
  });

  it.each([
    'a@example.org, b@example.org',
    'a@example.org;b@example.org',
    'Grace <a@example.org>',
    'a@example.org\r\nBcc: b@example.org',
    '"a@example.org, b"@example.org',
    'none',
  ])('writes to nobody at %j, which is not one address', (email) => {
    expect(addressOf(person({ email }), 'email')).toBeNull();
    expect(routeOf(person({ email }), 'email', ['email'])).toEqual({ skipped: 'no-address' });
  });

  it('writes Welsh to who speaks it, unless they chose otherwise', () => {
    expect([languageOf(null, 'cy-GB'), languageOf('en', 'cy'), languageOf(null, 'pl'), languageOf(null, undefined)]).toEqual([
      'cy',
      'en',
      'en',
      'en',
    ]);
  });

  it('tells of a call-back only before its window has ended, and sends a code for ten minutes', () => {
    const at = new Date('2026-03-02T10:00:00Z');
    expect(usefulUntil('call-back-window', { to: '2026-03-03T12:00:00Z' }, at)).toEqual(new Date('2026-03-03T12:00:00Z'));
    expect(usefulUntil('my-code', {}, at)).toEqual(new Date('2026-03-02T10:10:00Z'));
    expect(usefulUntil('apology', {}, at)).toBeNull();
  });

  it('waits longer after each failure, six hours at most, and at least as long as it was asked to', () => {
    expect([1, 2, 3, 30].map((attempts) => nextAttemptAfterMs(attempts))).toEqual([2000, 4000, 8000, 21_600_000]);
    expect(nextAttemptAfterMs(1, 60_000)).toBe(60_000);
  });
});
