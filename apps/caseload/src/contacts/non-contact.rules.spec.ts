import { lackingAttempts } from './non-contact.rules';

const ENOUGH = { closureAttempts: 3, closureChannels: 2 };

describe('closure for non-contact', () => {
  it.each([
    ['nothing was tried', [], ['attempts-lacking', 'channels-lacking']],
    ['only the phone was tried, on many days', phone('2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'), ['channels-lacking']],
    ['two ways were tried once each', [...phone('2026-11-23'), message('2026-11-24')], ['attempts-lacking']],
    ['three ways were tried on one day', [...phone('2026-11-23'), message('2026-11-23'), visit('2026-11-23')], ['attempts-lacking']],
    ['enough was tried, on three days', [...phone('2026-11-23', '2026-11-24'), visit('2026-11-25')], []],
  ] as const)('says what is lacking when %s (CL-16)', (_when, attempts, codes) => {
    expect(lackingAttempts(attempts, ENOUGH).map(({ code }) => code)).toEqual(codes);
  });

  it('is as the scheme sets it', () => {
    expect(lackingAttempts(phone('2026-11-23'), { closureAttempts: 1, closureChannels: 1 })).toEqual([]);
  });
});

function phone(...days: string[]) {
  return days.map((day) => ({ mode: 'phone', day }) as const);
}

function message(day: string) {
  return { mode: 'message', day } as const;
}

function visit(day: string) {
  return { mode: 'home-visit', day } as const;
}
