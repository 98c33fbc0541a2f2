import { misfits } from './eligibility.rules';

const SCHEME = { minAge: 65, maxAge: null, areas: ['Camden', 'Islington'] };
const codes = (birthDate: string | undefined, area: string | null) =>
  misfits(SCHEME, birthDate, area, '2026-06-15').map(({ code }) => code);

describe('Whom a scheme is for (CL-41)', () => {
  it('counts whole years on the day', () => {
    expect(codes('1961-06-15', 'Camden')).toEqual([]);
    expect(codes('1961-06-16', 'Camden')).toEqual(['below-age']);
  });

  it('tells of the area beside the age, and of neither when they are not known', () => {
    expect(codes('1990-01-01', 'Leeds')).toEqual(['below-age', 'area-not-covered']);
    expect(codes(undefined, null)).toEqual([]);
  });

  it('takes everybody, everywhere, when the scheme says nothing', () => {
    expect(misfits({ minAge: null, maxAge: null, areas: [] }, '2015-01-01', 'Leeds', '2026-06-15')).toEqual([]);
    expect(misfits({ minAge: null, maxAge: 25, areas: [] }, '1990-01-01', null, '2026-06-15')).toMatchObject([{ code: 'above-age' }]);
  });
});
