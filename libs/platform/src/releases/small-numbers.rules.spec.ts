import { countedTogether, mayFollow, shownCount, shownMean, shownParts, smallestReleased, SMALLEST_RELEASED } from './small-numbers.rules';

const people = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Every list of so many numbers from 0 to the most. */
function every(length: number, most: number): number[][] {
  return length === 0 ? [[]] : every(length - 1, most).flatMap((rest) => people(most + 1).map((count) => [...rest, count]));
}

/** What is left to guess of `secretOf` for a reader who knows everything that `shown` tells: the values that fit, for each thing told. */
function guesses<W>(worlds: readonly W[], shown: (world: W) => unknown, secretOf: (world: W) => number): Set<number>[] {
  const fitting = new Map<string, Set<number>>();
  for (const world of worlds) {
    const told = JSON.stringify(shown(world));
    fitting.set(told, (fitting.get(told) ?? new Set()).add(secretOf(world)));
  }
  return [...fitting.values()];
}

/** No number of one to seven people is the only one that fits. */
function noneWorkedOut(sets: readonly Set<number>[]): void {
  const workedOut = sets.filter((fits) => fits.size === 1 && [...fits].some((count) => count > 0 && count < SMALLEST_RELEASED));
  expect(workedOut).toEqual([]);
}

describe('the threshold of small numbers', () => {
  it.each([
    [1, 8],
    [7, 8],
    [8, 8],
    [12, 12],
  ])('is, where a scheme asks for %d, %d (part of OC-18)', (asked, smallest) => {
    expect(smallestReleased(asked)).toBe(smallest);
  });
});

describe('numbers that add up over months and schemes', () => {
  it('count nobody until there are enough, and then all who waited (part of CL-32)', () => {
    expect(countedTogether(people(7), 8)).toEqual([]);
    expect(countedTogether(people(8), 8)).toHaveLength(8);
    expect(countedTogether(people(11), 12)).toEqual([]);
  });

  /** What a reader learns of the months one by one: who was counted, and whether some still wait. */
  const releasesOf = (months: readonly number[]): (number | null)[] => {
    let waiting = 0;
    return months.map((come) => {
      waiting += come;
      const counted = countedTogether(people(waiting), SMALLEST_RELEASED).length;
      waiting -= counted;
      return counted || (waiting > 0 ? null : 0);
    });
  };

  it('leave every month of few people open to guess, whatever months are read one by one, together, or less one another', () => {
    // Only worlds whose numbers could have come about in every way that fits: a release of more than 12 is not made of months up to 12 alone.
    const worlds = every(3, 12).filter((months) => releasesOf(months).every((cases) => (cases ?? 0) <= 12));
    for (const month of people(3)) noneWorkedOut(guesses(worlds, releasesOf, (months) => months[month] ?? 0));
    for (const month of people(3)) noneWorkedOut(guesses(worlds, releasesOf, (months) => sum(months.slice(0, month + 1))));
  });

  it('leave every scheme of few people open to guess, beside its own report, those of others and that of all', () => {
    const worlds = every(3, 10);
    const reports = (schemes: readonly number[]) => {
      const own = schemes.map((cases) => releasesOf([cases])[0] ?? null);
      return [...own, sum(own.map((cases) => cases ?? 0))];
    };
    for (const scheme of people(3)) noneWorkedOut(guesses(worlds, reports, (schemes) => schemes[scheme] ?? 0));
  });
});

describe('numbers that stand beside others of the same people', () => {
  // The table of the NHS rule for figures below national level.
  it.each([
    [0, 0],
    [1, null],
    [5, null],
    [7, null],
    [8, 10],
    [9, 10],
    [10, 10],
    [12, 10],
    [13, 15],
    [17, 15],
    [18, 20],
    [22, 20],
    [23, 25],
    [43, 45],
  ])('show %d people as %s (part of OC-18)', (count, shown) => {
    expect(shownCount(count)).toBe(shown);
  });

  it('hide more where the scheme asks for more', () => {
    expect([shownCount(11, 12), shownCount(12, 12)]).toEqual([null, 10]);
  });

  it('hide all parts of a whole when one is small, because the others would give it away (part of OC-18)', () => {
    expect(shownParts({ improved: 20, unchanged: 0, worsened: 3 })).toEqual({ improved: null, unchanged: null, worsened: null });
    expect(shownParts({ improved: 20, unchanged: 0, worsened: 8 })).toEqual({ improved: 20, unchanged: 0, worsened: 10 });
  });

  it('leave open to guess how many have no pair, and how many more have answered one question than another', () => {
    const worlds = every(2, 45).map(([one = 0, other = 0]) => ({ one: Math.max(one, other), other: Math.min(one, other) }));
    noneWorkedOut(
      guesses(
        worlds,
        ({ one, other }) => [shownCount(one), shownCount(other)],
        ({ one, other }) => one - other,
      ),
    );
  });

  it('leave open to guess every part of few people, beside the parts and their whole', () => {
    const reports = ([improved = 0, unchanged = 0, worsened = 0]: number[]) => [
      shownParts({ improved, unchanged, worsened }),
      shownCount(improved + unchanged + worsened),
    ];
    for (const part of people(3)) noneWorkedOut(guesses(every(3, 20), reports, (parts) => parts[part] ?? 0));
  });

  it('have means of one decimal', () => {
    expect([shownMean(4.126), shownMean(-3)]).toEqual([4.1, -3]);
  });
});

describe('figures released after others', () => {
  it.each([
    ['the first, of eight people', null, [8, 9], true],
    ['the first, of seven', null, [8, 7], false],
    ['eight more people', [8, 9], [16, 17], true],
    ['one more person', [12, 12], [13, 13], false],
    ['enough more for one question and one more for another', [12, 12], [20, 13], false],
    ['as many people, one of whom may have answered anew', [12, 12], [12, 12], false],
    ['one person less, who has said no since', [12, 12], [11, 11], false],
    ['a question that nobody has ever answered', [12, 0], [20, 0], true],
    ['the first, where nobody has answered yet', null, [0, 0], true],
  ])('of %s are let out or not', (_what, last, next, lets) => {
    expect(mayFollow(last, next)).toBe(lets);
  });
});

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
