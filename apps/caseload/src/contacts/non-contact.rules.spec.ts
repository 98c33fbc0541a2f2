import { lackingAttempts } from './non-contact.rules';

const ENOUGH = { closureAttempts: 3, closureChannels: 2 };

describe('closure for non-contact', () => {
  it.each([
    ['nothing was tried', [], ['attempts-lacking', 'channels-lacking']],
    ['only the phone was tried, often', [{ mode: 'phone', count: 5 }], ['channels-lacking']],
    [
      'two ways were tried once each',
      [
        { mode: 'phone', count: 1 },
        { mode: 'message', count: 1 },
      ],
      ['attempts-lacking'],
    ],
    [
      'enough was tried',
      [
        { mode: 'phone', count: 2 },
        { mode: 'home-visit', count: 1 },
      ],
      [],
    ],
  ] as const)('says what is lacking when %s (CL-16)', (_when, attempts, codes) => {
    expect(lackingAttempts(attempts, ENOUGH).map(({ code }) => code)).toEqual(codes);
  });

  it('is as the scheme sets it', () => {
    expect(lackingAttempts([{ mode: 'phone', count: 1 }], { closureAttempts: 1, closureChannels: 1 })).toEqual([]);
  });
});
