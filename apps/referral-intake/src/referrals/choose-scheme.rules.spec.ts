import type { OpenScheme } from '../senders/sender.view';
import { chooseScheme } from './choose-scheme.rules';
import { SchemeNotOpenError } from './referral.errors';

describe('the scheme that a referral is for', () => {
  const north = { id: 'north' } as OpenScheme;
  const south = { id: 'south' } as OpenScheme;

  it('is the one it is addressed to, of those that are open to its sender', () => {
    expect(chooseScheme(['south'], [north, south], 0)).toBe(south);
    expect(() => chooseScheme(['elsewhere'], [north, south], 0)).toThrow(SchemeNotOpenError);
    expect(() => chooseScheme(['elsewhere'], [north], 0)).toThrow(SchemeNotOpenError);
  });

  it('is the only one where it is addressed to none', () => {
    expect(chooseScheme([], [north], 0)).toBe(north);
    expect(() => chooseScheme([], [north, south], 0)).toThrow(SchemeNotOpenError);
    expect(() => chooseScheme([], [], 0)).toThrow(SchemeNotOpenError);
  });

  it('is not two', () => {
    expect(() => chooseScheme(['north', 'south'], [north, south], 0)).toThrow(SchemeNotOpenError);
  });
});
