import { latinOf } from './latin-letters.rules';

describe('a text for a PDF', () => {
  it.each([
    ['Siân likes crème brûlée – “really”, £1', 'Siân likes crème brûlée – “really”, £1'],
    ['Ŵyn, Łukasz and Đorđe', 'Wyn, Lukasz and Dorde'],
    ['Ioa\u0302n', 'Ioân'],
    ['gardening 🌻👍🏽 daily', 'gardening  daily'],
    ['one\ntwo\tthree', 'one\ntwo three'],
  ])('keeps what can be shown when it is %s', (text, latin) => {
    expect(latinOf(text)).toBe(latin);
  });

  it.each(['مرحبا', 'Γειά', 'Привіт', 'ਸਤਿ'])('is refused when a letter has no Latin form: %s', (text) => {
    expect(latinOf(text)).toBeUndefined();
  });
});
