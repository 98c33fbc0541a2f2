import { shareOut } from './share-out.rules';

describe('Sharing out cases', () => {
  const cases = ['1', '2', '3', '4'].map((id) => ({ id, schemeId: 'north' }));

  it('gives each to the one with the fewest open cases by then', () => {
    const shares = shareOut(cases, [
      { id: 'a', schemeIds: ['north'], openCases: 2 },
      { id: 'b', schemeIds: ['north'], openCases: 0 },
    ]);
    expect([...shares.values()]).toEqual(['b', 'b', 'a', 'b']);
  });

  it('leaves those for whose scheme nobody works', () => {
    const shares = shareOut([...cases, { id: '5', schemeId: 'south' }], [{ id: 'a', schemeIds: ['north'], openCases: 0 }]);
    expect(shares.has('5')).toBe(false);
    expect(shares.size).toBe(4);
  });
});
