import { peakLag, recoveriesFrom, type Passage } from './recovery.rules';

/** An event every 100 ms, each arriving 50 ms later. */
const steady = (from: number, to: number): Passage[] =>
  Array.from({ length: (to - from) / 100 }, (_, index) => ({ sentAt: from + index * 100, arrivedAt: from + index * 100 + 50 }));

/** The same, but nothing arrives before `end`. */
const stalled = (from: number, end: number): Passage[] => steady(from, end).map(({ sentAt }) => ({ sentAt, arrivedAt: end }));

describe('The time that a kill was felt', () => {
  it('ends for the first effect when an event sent after the kill arrives, and for all when no more are under way than before', () => {
    const passages = [...steady(0, 5000), ...stalled(5000, 7000), ...steady(7000, 10_000)];
    const [recovery] = recoveriesFrom([{ what: 'broker', at: 4990 }], passages);
    expect(recovery).toEqual({ what: 'broker', at: 4990, firstEffectMs: 2010, caughtUpMs: 2010 });
  });

  it('is not over when one event came through while others still wait', () => {
    const passages = [...steady(0, 5000), { sentAt: 5010, arrivedAt: 5020 }, ...stalled(5100, 7000), ...steady(7000, 10_000)];
    const [recovery] = recoveriesFrom([{ what: 'consumer', at: 5000 }], passages);
    expect(recovery).toEqual({ what: 'consumer', at: 5000, firstEffectMs: 20, caughtUpMs: 2000 });
  });

  it('counts each kill up to the next one', () => {
    const passages = [
      ...steady(0, 5000),
      ...stalled(5000, 6000),
      ...steady(6000, 9000),
      ...stalled(9000, 12_000),
      ...steady(12_000, 13_000),
    ];
    const kills = [
      { what: 'consumer', at: 4990 },
      { what: 'broker', at: 8990 },
    ];
    expect(recoveriesFrom(kills, passages).map(({ caughtUpMs }) => caughtUpMs)).toEqual([1010, 3010]);
  });

  it('never ends when nothing arrives any more', () => {
    const passages = [...steady(0, 5000), ...steady(5000, 8000).map(({ sentAt }) => ({ sentAt }))];
    expect(recoveriesFrom([{ what: 'broker', at: 4990 }], passages)).toEqual([{ what: 'broker', at: 4990 }]);
  });
});

describe('The peak lag', () => {
  it('is the most events that were sent and had no effect yet', () => {
    expect(peakLag([...steady(0, 1000), ...stalled(1000, 2000)])).toBe(10);
    expect(peakLag([])).toBe(0);
  });
});
