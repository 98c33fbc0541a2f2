import { tellsWho } from './telling-number.rules';

describe('an NHS number', () => {
  it.each([
    ['9434765919', false, true],
    ['9990000018', false, false],
    ['9990000018', true, true],
    [undefined, true, false],
  ])('%s says who somebody is, where numbers for tests count: %s: %s', (nhsNumber, matchTestNhsNumbers, tells) => {
    expect(tellsWho(nhsNumber, { matchTestNhsNumbers })).toBe(tells);
  });
});
