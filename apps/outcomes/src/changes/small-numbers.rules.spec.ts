import { shownCount, shownMean, shownParts } from './small-numbers.rules';

describe('small numbers', () => {
  it.each([
    [0, 0],
    [1, '*'],
    [7, '*'],
    [8, 8],
    [43, 43],
  ])('shows %d people as %s (OC-18)', (count, shown) => {
    expect(shownCount(count)).toBe(shown);
  });

  it('hides all parts of a whole when one is small, because the others would give it away (OC-18)', () => {
    expect(shownParts({ improved: 20, unchanged: 0, worsened: 3 })).toEqual({ improved: '*', unchanged: '*', worsened: '*' });
    expect(shownParts({ improved: 20, unchanged: 0, worsened: 8 })).toEqual({ improved: 20, unchanged: 0, worsened: 8 });
  });

  it('shows no mean of fewer than eight people, and none of nobody (OC-18)', () => {
    expect(shownMean(4.5, 7)).toBe('*');
    expect(shownMean(4.126, 8)).toBe(4.13);
    expect(shownMean(null, 0)).toBeNull();
  });
});
