import { Clock } from './clock';

describe('the clock of a process', () => {
  it('is so far ahead of the machine as it was told, and lets whoever waits for a time look anew', () => {
    const clock = new Clock();
    const seen: number[] = [];
    clock.onMoved(() => seen.push(clock.now().getTime()));
    const before = Date.now();
    clock.follow(3_600_000);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(seen[0]).toBeLessThan(before + 3_660_000);
  });
});
