import { bandOf, bandsOf, directionOf, movementOf, ONS4_ITEMS } from './ons4.rules';

describe('ONS4', () => {
  it.each(['satisfied', 'worthwhile', 'happy'] as const)('puts %s into the four bands of ONS', (item) => {
    const bands = Array.from({ length: 11 }, (_, answer) => bandOf(item, answer));
    expect(bands).toEqual([...Array<string>(5).fill('low'), 'medium', 'medium', 'high', 'high', 'very high', 'very high']);
  });

  it('puts anxious into bands of its own', () => {
    const bands = Array.from({ length: 11 }, (_, answer) => bandOf('anxious', answer));
    expect(bands).toEqual(['very low', 'very low', 'low', 'low', 'medium', 'medium', ...Array<string>(5).fill('high')]);
  });

  it('gives a skipped question no band, not the one of 0', () => {
    expect(bandsOf({ satisfied: null, worthwhile: 0, happy: 10, anxious: null })).toEqual({
      satisfied: null,
      worthwhile: 'low',
      happy: 'very high',
      anxious: null,
    });
  });

  it('says that more is better of all but anxious', () => {
    expect(ONS4_ITEMS.filter((item) => directionOf(item) === 'higher is worse')).toEqual(['anxious']);
  });

  it.each([
    ['satisfied', 2, 'improved'],
    ['satisfied', -1, 'worsened'],
    ['happy', 0, 'unchanged'],
    ['anxious', 2, 'worsened'],
    ['anxious', -2, 'improved'],
    ['anxious', 0, 'unchanged'],
  ] as const)('calls %s changed by %d %s', (item, change, movement) => {
    expect(movementOf(item, change)).toBe(movement);
  });
});
