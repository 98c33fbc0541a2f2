import { disclosed } from './small-numbers.rules';

const cells = (...counts: number[]) => counts.map((count, index) => ({ key: `c${String(index)}`, count }));
const shown = (...counts: number[]) => {
  const { counts: told, total } = disclosed(cells(...counts), 8);
  return { counts: [...told.values()], total };
};

describe('small-number control (CL-32)', () => {
  it('tells everything when every number is large enough', () => {
    expect(shown(8, 20)).toEqual({ counts: [8, 20], total: 28 });
  });

  it('hides the smallest other number when the total would give away the only hidden one', () => {
    expect(shown(3, 30, 12)).toEqual({ counts: [null, 30, null], total: 45 });
  });

  it('hides one more when the hidden ones together are still a small number', () => {
    expect(shown(2, 3, 30, 12)).toEqual({ counts: [null, null, 30, null], total: 47 });
  });

  it('hides no more when the hidden ones together are many enough', () => {
    expect(shown(5, 6, 30)).toEqual({ counts: [null, null, 30], total: 41 });
  });

  it('hides the total when nothing else is left to hide', () => {
    expect(shown(7)).toEqual({ counts: [null], total: null });
    expect(shown(2, 3)).toEqual({ counts: [null, null], total: null });
  });

  it('tells the total of numbers that are all hidden when it is large enough', () => {
    expect(shown(4, 4)).toEqual({ counts: [null, null], total: 8 });
  });
});
