import { Need } from './need.entity';

describe('a need', () => {
  const BEFORE = new Date('2026-11-20T10:00:00Z');
  const NOW = new Date('2026-11-24T10:00:00Z');
  const need = () => Object.assign(new Need(), { id: 'one', status: 'open' as const, at: BEFORE });

  it('changes its status and says since when', () => {
    const one = need();
    one.become('resolved', NOW);
    expect(one).toMatchObject({ status: 'resolved', at: NOW });
  });

  it('keeps since when it is as it is', () => {
    const one = need();
    one.become('open', NOW);
    expect(one.at).toBe(BEFORE);
  });
});
