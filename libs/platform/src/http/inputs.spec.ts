import { validateSync } from 'class-validator';
import { Codes, Day, Ids, Instant, Text } from './inputs';

class Input {
  @Text(5) text: unknown = 'x';
  @Text(5, { each: true }) texts: unknown = ['x'];
  @Day() day: unknown = '2026-04-01';
  @Instant() at: unknown = '2026-04-01T10:00:00Z';
  @Codes(['a', 'b']) codes: unknown = ['a'];
  @Ids(2) ids: unknown = [];
}

const wrongFields = (facts: Partial<Input>): string[] => validateSync(Object.assign(new Input(), facts)).map(({ property }) => property);

describe('The rules of inputs', () => {
  it.each([
    ['a text', { text: 'xxxxx' }],
    ['a text with blanks around it', { text: ' é ' }],
    ['the first and the last day', { day: '1900-01-01' }],
    ['the last day', { day: '2199-12-31' }],
    ['a leap day', { day: '2028-02-29' }],
    ['a time in another zone', { at: '2026-04-01T10:00+01:00' }],
    ['a time with parts of a second', { at: '2026-04-01T10:00:00.123456Z' }],
    ['every code', { codes: ['b', 'a'] }],
  ])('take %s', (_what, facts) => {
    expect(wrongFields(facts)).toEqual([]);
  });

  it.each([
    ['an empty text', { text: '' }],
    ['blanks alone', { text: '   ' }],
    ['a blank that does not break', { text: '\u00a0' }],
    ['a blank of no width', { text: '\u200b' }],
    ['a letter that shows as a blank', { text: '\u2800' }],
    ['blanks alone among texts', { texts: ['x', ' '] }],
    ['a text that is too long', { text: 'xxxxxx' }],
    ['a text that is a number', { text: 5 }],
    ['the year 0', { day: '0000-01-01' }],
    ['a day before all that matters here', { day: '1899-12-31' }],
    ['a day after it', { day: '2200-01-01' }],
    ['a day that no calendar has', { day: '2027-02-29' }],
    ['a week', { day: '2026-W01-1' }],
    ['a time instead of a day', { day: '2026-04-01T10:00:00Z' }],
    ['a time without zone', { at: '2026-04-01T10:00:00' }],
    ['a day instead of a time', { at: '2026-04-01' }],
    ['a time that no clock has', { at: '2026-04-01T25:00:00Z' }],
    ['a zone that nobody has', { at: '2026-04-01T10:00:00+99:99' }],
    ['the time of the year 0', { at: '0000-01-01T00:00:00Z' }],
    ['a code twice', { codes: ['a', 'a'] }],
    ['an unknown code', { codes: ['c'] }],
    ['a code that is no list', { codes: 'a' }],
    ['what is no id', { ids: ['x'] }],
  ])('refuse %s', (_what, facts) => {
    expect(wrongFields(facts)).toEqual(Object.keys(facts));
  });
});
