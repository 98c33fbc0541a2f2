import { CAVEATS, causalWordsIn, checkedWords } from './causal-words.rules';
import { hiddenItems, itemChangeOf } from './item-change.mapper';
import { ONS4_ITEMS } from '../measurements/ons4.rules';
import { sentenceOf } from './summary.mapper';

const report = (summary: readonly string[], changes: object = {}) => ({ causalClaim: false, caveats: CAVEATS, summary, ...changes });

describe('the words of a report without a comparison group', () => {
  it.each([
    'The scheme caused a rise of 4 points.',
    'It saved 400 appointments.',
    'Savings of £3 each.',
    'This prevented admissions.',
    'Support led to better sleep.',
    'The change resulted from the visits.',
    'People are happier because of their link worker.',
    'The scheme has reduced anxiety.',
    'The impact was large.',
    'Visits were effective.',
    'The scheme improves lives.',
  ])('may not be: %s (part of OC-12)', (sentence) => {
    expect(causalWordsIn(sentence)).not.toEqual([]);
    expect(() => checkedWords(report(['Anxious yesterday: nobody answered.', sentence]))).toThrow('change its words');
  });

  it('may say what moved', () => {
    const said = ['10 better at the end, 0 the same, 5 worse.', 'Because is no cause; the safe is no saving.'];
    expect(said.flatMap(causalWordsIn)).toEqual(['cause', 'saving']);
    expect(causalWordsIn(said[0] ?? '')).toEqual([]);
  });

  it('may claim more where there is a comparison group', () => {
    expect(() => checkedWords(report(['The scheme caused it.'], { causalClaim: true, caveats: [] }))).not.toThrow();
  });

  it.each([[[]], [['no comparison group']], [['regression to the mean']]])(
    'are not let out with %j alone as caveats (part of OC-12)',
    (caveats) => {
      expect(() => checkedWords(report(['10 better.'], { caveats }))).toThrow('needs the caveat');
    },
  );

  it('are let out for whatever was counted', () => {
    const counts = [0, 3, 8, 40];
    const worlds = ONS4_ITEMS.flatMap((item) =>
      counts.flatMap((risen) =>
        counts.flatMap((same) =>
          counts.map((fallen) => {
            const paired = risen + same + fallen;
            const [baseline, exit] = paired === 0 ? [null, null] : [4.56, 5.67];
            return itemChangeOf({ item, referred: paired + 3, paired, baseline, exit, risen, same, fallen });
          }),
        ),
      ),
    );
    const summary = [...worlds, ...hiddenItems()].map(sentenceOf);
    expect(checkedWords(report(summary)).summary).toHaveLength(260);
    expect(summary.filter((sentence) => /[1-7] (?:better|the same|worse)/.test(sentence.replace(/\d{2,}/g, 'n')))).toEqual([]);
  });
});
