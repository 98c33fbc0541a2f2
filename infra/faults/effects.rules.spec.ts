import { isClean, judge, lineOf, type Effect, type Found, type SentEvent } from './effects.rules';

const TOPIC = 'referral-intake.referral.v1';
const SUBJECTS = ['a', 'b', 'c'];
const sent: SentEvent[] = SUBJECTS.flatMap((subject) => [1, 2, 3, 4].map((number) => ({ subject, number })));

function effectsOf(events: readonly SentEvent[]): Effect[] {
  return events.map(({ subject, number }) => ({ subject, number, topic: TOPIC, sequence: number }));
}

function found(effects: readonly Effect[], more: Partial<Found> = {}): Found {
  return { sent, acknowledged: sent, consumers: [{ consumer: 'caseload', effects }], leftOver: [], ...more };
}

describe('The comparison of effects with what was sent', () => {
  it('finds nothing when every effect is there once and in order, whatever the order between subjects', () => {
    const turned = [...sent].sort((x, y) => x.number - y.number || y.subject.localeCompare(x.subject));
    const verdict = judge(found(effectsOf(turned)));
    expect(lineOf(verdict)).toBe('lost 0, doubled 0, out of order 0, unexplained 0');
    expect(isClean(verdict)).toBe(true);
    expect(verdict.examples).toEqual([]);
  });

  it('reports a planted loss and names it', () => {
    const verdict = judge(found(effectsOf(sent.filter(({ subject, number }) => subject !== 'b' || number !== 3))));
    expect(verdict).toMatchObject({ lost: 1, doubled: 0, outOfOrder: 0, unexplained: 0, examples: ['lost at caseload: b/3'] });
    expect(isClean(verdict)).toBe(false);
  });

  it('reports a planted double, also one that comes much later', () => {
    const verdict = judge(found(effectsOf([...sent, { subject: 'a', number: 2 }])));
    expect(verdict).toMatchObject({ lost: 0, doubled: 1, outOfOrder: 0, unexplained: 0, examples: ['doubled at caseload: a/2'] });
  });

  it('reports a planted swap, and not what follows it', () => {
    const [first, second, third, ...rest] = effectsOf(sent);
    const verdict = judge(found([first!, third!, second!, ...rest]));
    expect(verdict).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 1, unexplained: 0, examples: ['out of order at caseload: a/2'] });
  });

  it('reports numbers that the outbox gave in another order than the source', () => {
    const effects = effectsOf(sent).map((effect) => (effect.subject === 'c' && effect.number === 4 ? { ...effect, sequence: 5 } : effect));
    expect(judge(found(effects))).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 1, unexplained: 0 });
  });

  it('reports what was acknowledged and is not there, once for the source although nothing followed', () => {
    const acknowledged = [...sent, { subject: 'd', number: 1 }];
    expect(judge(found(effectsOf(sent), { acknowledged }))).toMatchObject({ lost: 1, doubled: 0, outOfOrder: 0, unexplained: 0 });
  });

  it('reports the effect of an event that was rolled back', () => {
    const effects = effectsOf([...sent, { subject: 'd', number: 1 }]);
    expect(judge(found(effects))).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 0, unexplained: 1 });
  });

  it('reports what is dead, still waits, or never left an outbox', () => {
    const leftOver = (['dead', 'waiting', 'in the outbox'] as const).map((state) => ({
      service: 'caseload',
      state,
      topic: TOPIC,
      subject: 'a',
      why: 'planted',
    }));
    const verdict = judge(found(effectsOf(sent), { leftOver }));
    expect(verdict).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 0, unexplained: 3 });
    expect(verdict.examples[0]).toBe(`dead at caseload: ${TOPIC} a (planted)`);
  });

  it('counts each consumer for itself', () => {
    const consumers = [
      { consumer: 'caseload', effects: effectsOf(sent) },
      { consumer: 'outcomes', effects: [] },
    ];
    const verdict = judge(found([], { consumers }));
    expect(verdict.lost).toBe(12);
    expect(verdict.tables.map(({ name, rows, lost }) => [name, rows, lost])).toEqual([
      ['sent', 12, 0],
      ['caseload', 12, 0],
      ['outcomes', 0, 12],
    ]);
    expect(verdict.examples).toHaveLength(10);
  });
});
