import { isStorableText, unstorableTextIn } from '#libs/contracts';

describe('text that can be stored', () => {
  it.each(['', 'Ruth', 'Zoë', '東京', '😀', 'a\nb\t\u0001', '\ufffd', '\ufeff', 'e\u0301', '\\u0000'])('is %j', (text) => {
    expect(isStorableText(text)).toBe(true);
  });

  it.each(['\0', 'a\0b', '\ud83d', 'walk \ud83d', '\ude00 walk', '\ude00\ud83d', '😀\ud83d'])('is not %j', (text) => {
    expect(isStorableText(text)).toBe(false);
  });

  it('is looked for at every depth and in names, and told by a pointer', () => {
    expect(unstorableTextIn({ a: [{ b: 'x' }, { b: 'x\0' }] })).toBe('/a/1/b');
    expect(unstorableTextIn({ a: { '\ud83d': 1 } })).toBe('/a');
    expect(unstorableTextIn(['\0'])).toBe('/0');
    expect(unstorableTextIn({ a: [null, 1, true, undefined, 'x'] })).toBeUndefined();
  });
});
