import { InvalidRequestError } from '#libs/contracts';
import { etagOf, expectedVersionOf } from './if-match.rules';

describe('If-Match', () => {
  it.each([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"3"', 3],
    ['W/"3"', 3],
    [' "12" ', 12],
  ])('%p expects version %p', (header, version) => {
    expect(expectedVersionOf(header)).toBe(version);
  });

  it.each(['3', '"a"', '"3", "4"', '""', '"1234567890"'])('%p is refused, with the header as its pointer', (header) => {
    expect(() => expectedVersionOf(header)).toThrow(InvalidRequestError);
  });

  it('takes back the ETag that a version gives', () => {
    expect(expectedVersionOf(etagOf(7))).toBe(7);
  });
});
