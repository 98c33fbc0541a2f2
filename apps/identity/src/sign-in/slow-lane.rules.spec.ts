import { SlowLane } from './slow-lane.rules';

describe('a slow lane', () => {
  it('lets ten tries of an account wait at most, and others pass', async () => {
    const lane = new SlowLane();
    const waiting = Array.from({ length: 10 }, () => lane.enter('ana'));

    expect(await lane.enter('ana')).toBe(false);
    expect(await lane.enter('ben')).toBe(true);
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => true));
  });
});
