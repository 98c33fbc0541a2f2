import { consequenceOf, retryAfterMs, type AttemptResult } from './attempt.rules';

const NOW = new Date('2026-11-22T09:00:00Z');
const SCHEDULE = [1000, 5000];
const after = (result: AttemptResult, { attempts = 1, slowdowns = 0, random = 0.5 } = {}) =>
  consequenceOf(result, { attempts, slowdowns }, SCHEDULE, random, NOW);

describe('consequenceOf', () => {
  it.each([200, 201, 204, 299])('counts %d as delivered', (status) => {
    expect(after({ status })).toEqual({ kind: 'delivered' });
  });

  it.each([301, 302, 307, 400, 401, 404, 500, 503])('tries again after %d without slowing the endpoint down', (status) => {
    expect(after({ status })).toEqual({ kind: 'again', reason: `http-${String(status)}`, delayMs: 1000, pauseMs: 0 });
  });

  it.each([429, 502, 504])('tries again after %d and leaves the whole endpoint alone, longer each time', (status) => {
    expect(after({ status })).toMatchObject({ kind: 'again', pauseMs: 1000 });
    expect(after({ status }, { slowdowns: 1 })).toMatchObject({ pauseMs: 5000 });
    expect(after({ status }, { slowdowns: 9 })).toMatchObject({ pauseMs: 5000 });
  });

  it('finds the endpoint gone after 410', () => {
    expect(after({ status: 410 })).toEqual({ kind: 'gone' });
  });

  it('waits by the schedule, a fifth more or less', () => {
    expect(after({ error: 'timeout' }, { attempts: 2, random: 0 })).toMatchObject({ delayMs: 4000 });
    expect(after({ error: 'timeout' }, { attempts: 2, random: 0.999 })).toMatchObject({ delayMs: 5998 });
  });

  it('waits as long as Retry-After asks when that is longer', () => {
    expect(after({ status: 503, retryAfter: '20' })).toMatchObject({ delayMs: 20_000 });
    expect(after({ status: 429, retryAfter: '20' })).toMatchObject({ delayMs: 20_000, pauseMs: 20_000 });
  });

  it('has failed when the attempts have ended', () => {
    expect(after({ error: 'connection-failed' }, { attempts: 3 })).toEqual({ kind: 'failed', reason: 'connection-failed', pauseMs: 0 });
  });
});

describe('retryAfterMs', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['a date', 'Sun, 22 Nov 2026 09:01:00 GMT', 60_000],
    ['a date that has passed', 'Sun, 22 Nov 2026 08:00:00 GMT', 0],
    ['more than is bearable', '99999999', 6 * 3_600_000],
    ['nonsense', 'soon', 0],
    ['nothing', undefined, 0],
  ])('understands %s', (_what, header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});
