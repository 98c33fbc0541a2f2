import { ConnectionBarrier } from './connection-barrier.entity';

describe('a barrier of a connection (CL-33)', () => {
  const AT = new Date('2026-11-24T10:00:00Z');

  it('is resolved once, with how and what that cost', () => {
    const barrier = ConnectionBarrier.log('connection', 'transport', null, AT);
    expect(barrier).toMatchObject({ resolvedAt: null, resolution: null, costPence: null });
    barrier.resolve('A neighbour drives', 0, AT);
    expect(barrier).toMatchObject({ resolvedAt: AT, resolution: 'A neighbour drives', costPence: 0 });
    expect(() => {
      barrier.resolve('A taxi', 900, AT);
    }).toThrow();
  });
});
