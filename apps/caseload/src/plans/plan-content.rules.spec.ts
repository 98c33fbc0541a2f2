import { EMPTY_PLAN, interestsOf, isSensitive, saysWhatMatters } from './plan-content.rules';

describe('the content of a plan', () => {
  it('says what matters when the person said anything (CL-07a)', () => {
    expect(saysWhatMatters(EMPTY_PLAN)).toBe(false);
    expect(saysWhatMatters({ whatMatters: { values: 'My family' } })).toBe(true);
  });

  it('gives the hobbies, skills and passions to look for, each once, and nobody by name (CL-07e)', () => {
    const asset = (id: string, kind: 'hobby' | 'skill' | 'passion' | 'family' | 'other', text: string) => ({
      id,
      restricted: false,
      kind,
      text,
    });
    const assets = [
      asset('1', 'hobby', 'Gardening'),
      asset('2', 'passion', 'gardening'),
      asset('3', 'skill', 'Baking'),
      asset('4', 'family', 'My sister'),
      asset('5', 'other', 'A car'),
    ];
    expect(interestsOf({ assets })).toEqual(['gardening', 'baking']);
  });

  it('keeps what is about abuse or substances from those who need not know (CL-39)', () => {
    expect(isSensitive(['loneliness', 'debt'])).toBe(false);
    expect(isSensitive(['loneliness', 'domestic-abuse'])).toBe(true);
    expect(isSensitive(['substance-use'])).toBe(true);
  });
});
