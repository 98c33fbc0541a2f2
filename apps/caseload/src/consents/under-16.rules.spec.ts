import { isUnder16 } from './under-16.rules';

describe('a person under 16', () => {
  it.each([
    ['2010-11-28', '2026-11-27T12:00:00Z', true],
    ['2010-11-27', '2026-11-27T12:00:00Z', false],
    // In London it is the birthday already.
    ['2010-06-02', '2026-06-01T23:30:00Z', false],
    ['2008-02-29', '2024-02-28T12:00:00Z', true],
    ['1948-03-02', '2026-11-27T12:00:00Z', false],
    [undefined, '2026-11-27T12:00:00Z', false],
  ])('born on %s is one on %s: %s', (birthDate, at, under) => {
    expect(isUnder16(birthDate, new Date(at))).toBe(under);
  });
});
