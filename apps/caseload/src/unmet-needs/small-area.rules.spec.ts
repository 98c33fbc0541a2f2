import { districtOf } from './small-area.rules';

describe('the small area of an unmet need', () => {
  it.each([
    ['LS6 2AB', 'LS6'],
    ['ls62ab', 'LS6'],
    ['SW1A 1AA', 'SW1A'],
    ['M1 1AE', 'M1'],
  ])('is the district when the postcode is %s', (postcode, district) => {
    expect(districtOf(postcode)).toBe(district);
  });

  it.each(['LS6', 'no fixed abode', '', undefined, null])('is not known when the postcode is %s', (postcode) => {
    expect(districtOf(postcode)).toBeNull();
  });
});
