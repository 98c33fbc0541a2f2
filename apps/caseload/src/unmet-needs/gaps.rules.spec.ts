import { CONNECTION_STATES, type ConnectionState } from '#libs/contracts';
import { BARRIERS, type BarrierCode } from '../connections/barrier.rules';
import { gapsOf } from './gaps.rules';

type Connection = Parameters<typeof gapsOf>[0][number];

const connection = (changes: Partial<Connection> = {}): Connection => ({
  id: 'one',
  needs: ['loneliness'],
  state: 'referred',
  reason: null,
  travel: null,
  ...changes,
});
const barrier = (code: BarrierCode, changes: object = {}) => ({ connectionId: 'one', code, resolvedAt: null, ...changes });
const gap = (reason: string, need = 'loneliness') => ({ need, reason });

describe('the gaps that connections tell of', () => {
  it.each([
    ['transport', 'transport'],
    ['money', 'cost'],
    ['time', 'timing'],
  ] as const)('have for a barrier "%s" the reason "%s" (part of CL-33)', (code, reason) => {
    expect(gapsOf([connection()], [barrier(code)])).toEqual([gap(reason)]);
  });

  it('know a reason for every barrier', () => {
    for (const code of Object.keys(BARRIERS) as BarrierCode[]) expect(gapsOf([connection()], [barrier(code)])).toHaveLength(1);
  });

  it('are none for a barrier that is resolved, or of another connection', () => {
    const resolved = barrier('transport', { resolvedAt: new Date('2026-03-02T10:00:00Z') });
    expect(gapsOf([connection()], [resolved, barrier('money', { connectionId: 'two' })])).toEqual([]);
  });

  it('are "transport" where there is no way back, and none where there is (part of CL-34)', () => {
    const travel = { mode: 'bus', minutes: 55, costPence: 900, returnTripPossible: false, recordedAt: '2026-03-02T10:00:00.000Z' } as const;
    expect(gapsOf([connection({ travel })], [])).toEqual([gap('transport')]);
    expect(gapsOf([connection({ travel: { ...travel, returnTripPossible: true } })], [])).toEqual([]);
  });

  it.each([
    ['no-capacity', 'full'],
    ['service-closed', 'closed'],
    ['not-suitable', 'not-suitable'],
  ])('have for a service that says no for "%s" the reason "%s"', (reason, told) => {
    expect(gapsOf([connection({ state: 'not-available', reason })], [])).toEqual([gap(told)]);
  });

  it('are none for a no of another reason, and none for a reason of another state', () => {
    expect(gapsOf([connection({ state: 'not-available', reason: 'person-moved' })], [])).toEqual([]);
    expect(gapsOf([connection({ state: 'paused', reason: 'service-closed' })], [])).toEqual([]);
  });

  it.each(CONNECTION_STATES.map((state) => [state]))(
    'of a connection that is "%s" count, unless it was sustained or taken back',
    (state: ConnectionState) => {
      const counts = state !== 'sustained' && state !== 'withdrawn';
      expect(gapsOf([connection({ state })], [barrier('transport')])).toEqual(counts ? [gap('transport')] : []);
    },
  );

  it('are told once a need and reason, for each need of each connection', () => {
    const two = [connection({ needs: ['loneliness', 'debt'] }), connection({ id: 'two', needs: ['debt'] })];
    const barriers = [barrier('transport'), barrier('transport', { connectionId: 'two' })];
    expect(gapsOf(two, barriers)).toEqual([gap('transport'), gap('transport', 'debt')]);
  });
});
