import { DEFAULTS, filled, gapsOf, LANGUAGES, problemsOfText, TEXT_KEYS } from './text.rules';

describe('the catalogue of texts', () => {
  it.each(TEXT_KEYS)('says %s in each language with the same placeholders', (key) => {
    const gaps = LANGUAGES.map((language) => gapsOf(DEFAULTS[language][key]).sort());
    expect(gaps).toEqual([gaps[0], gaps[0]]);
    expect(LANGUAGES.flatMap((language) => problemsOfText(key, DEFAULTS[language][key]))).toEqual([]);
  });

  it('fits a text message into a few parts: no shipped message has more than 400 characters', () => {
    const long = TEXT_KEYS.filter((key) => key.endsWith('.text')).flatMap((key) =>
      LANGUAGES.filter((language) => DEFAULTS[language][key].length > 400).map((language) => `${key}/${language}`),
    );
    expect(long).toEqual([]);
  });

  it('leaves a gap empty when there is nothing to put in, and never puts a value in twice', () => {
    expect(filled('((one)) and ((two))', { one: '((two))' })).toBe('((two)) and ');
  });

  it.each([
    ['a placeholder that is not known', 'Hello ((nhsNumber))', ['unknown-placeholder']],
    ['a placeholder that is not closed', 'Hello ((person) and ((', ['placeholder-malformed']],
    ['nothing', '  ', ['empty']],
    ['more than fits', 'a'.repeat(2001), ['too-long']],
  ])('refuses %s', (_what, text, codes) => {
    expect(problemsOfText('apology.text', text).map(({ code }) => code)).toEqual(codes);
  });
});
