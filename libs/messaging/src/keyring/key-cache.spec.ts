import { KeyCache } from './key-cache';

describe('Remembered keys', () => {
  it('are forgotten when their time is over', () => {
    const cache = new KeyCache<number>();
    cache.set('a', 1, 1000, 0);
    expect(cache.get('a', 999)).toBe(1);
    expect(cache.get('a', 1000)).toBeUndefined();
  });

  it('never grow beyond a bound: the oldest goes first', () => {
    const cache = new KeyCache<number>();
    for (let index = 0; index <= 10_000; index += 1) cache.set(String(index), index, 1000, 0);
    expect([cache.size, cache.get('0', 1), cache.get('10000', 1)]).toEqual([10_000, undefined, 10_000]);
  });

  it('are all forgotten at once when asked', () => {
    const cache = new KeyCache<number>();
    cache.set('a', 1, 1000, 0);
    cache.clear();
    expect(cache.get('a', 1)).toBeUndefined();
  });
});
