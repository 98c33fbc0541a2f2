import { reportOf } from './my-report.rules';

describe('what a person says is wrong', () => {
  it('is kept as they said it, without the blanks around it', () => {
    expect(reportOf({ kind: 'nobody-came', words: ' Nobody was there. ' })).toEqual({ kind: 'nobody-came', words: 'Nobody was there.' });
  });

  it('is of another kind where the kind is unknown, and without words where there are none', () => {
    expect(reportOf({ kind: 'nonsense', words: '   ' })).toEqual({ kind: 'other', words: null });
    expect(reportOf({})).toEqual({ kind: 'other', words: null });
    expect(reportOf({ words: ['a'] })).toEqual({ kind: 'other', words: null });
  });

  it('is cut after 2,000 characters, not refused', () => {
    expect(reportOf({ words: 'a'.repeat(2001) }).words).toHaveLength(2000);
    expect(reportOf({ words: 'a'.repeat(2000) }).words).toHaveLength(2000);
  });
});
