import { ConnectionProgressed, ReferralAccepted } from '#libs/contracts';
import { codesOf } from './codes.rules';

const ID = '6f0f9f8e-2f0b-4c43-9a3e-0d6f6b1c2d3e';

describe('what the monitor keeps of an event', () => {
  it('is identifiers and codes, never names, needs or what was sealed', () => {
    const event = Object.assign(new ReferralAccepted(), {
      referralId: ID,
      schemeId: ID,
      senderName: 'Riverside Surgery',
      needs: ['debt'],
      priority: 'urgent',
      person: { name: { given: ['Ada'], text: 'Ada Lovelace' } },
    });
    expect(codesOf(event)).toEqual({ schemeId: ID, priority: 'urgent' });
  });

  it('leaves out what stands in a code field but is a sentence', () => {
    const event = (reason: string) => Object.assign(new ConnectionProgressed(), { state: 'declined', reason });
    expect(codesOf(event('no-capacity'))).toEqual({ state: 'declined', reason: 'no-capacity' });
    expect(codesOf(event('Ada told us she had moved away.'))).toEqual({ state: 'declined' });
  });

  it('takes truth and counts as text', () => {
    expect(codesOf({ first: false, attempts: 3 })).toEqual({ first: 'false', attempts: '3' });
  });
});
