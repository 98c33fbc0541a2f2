import { retryAfterMs } from './backoff.rules';

describe('a timer that failed', () => {
  it('is tried again after a second, then two, four and so on, up to an hour', () => {
    expect([1, 2, 3, 11, 12, 13, 100].map(retryAfterMs)).toEqual([1000, 2000, 4000, 1_024_000, 2_048_000, 3_600_000, 3_600_000]);
  });
});
