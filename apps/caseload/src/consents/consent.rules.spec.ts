import type { ConsentDecision, ConsentPurpose } from '#libs/contracts';
import { lastWord, purposesOf } from './consent.rules';

const word = (decision: ConsentDecision, at: string, purpose: ConsentPurpose = 'support') => ({ purpose, decision, at: new Date(at) });

describe("the person's word on a purpose", () => {
  it('counts by when it was said, not by when it was written down; of two of the same moment the later written', () => {
    const withdrawn = word('withdrawn', '2026-11-27T07:59:00Z');
    expect(lastWord([withdrawn, word('given', '2026-10-28T09:00:00Z')], 'support')).toBe(withdrawn);
    const refused = word('refused', '2026-11-27T07:59:00Z');
    expect(lastWord([withdrawn, refused, word('given', '2026-12-01T09:00:00Z', 'story')], 'support')).toBe(refused);
  });

  it('is not assumed, save for support until the first conversation', () => {
    const held = (spokenTo: boolean) => purposesOf([], spokenTo).map(({ purpose, state, holds }) => `${purpose} ${state} ${String(holds)}`);
    const rest = ['share-with-referrer', 'share-with-provider', 're-contact', 'evaluation', 'story'].map(
      (each) => `${each} not-asked false`,
    );
    expect(held(false)).toEqual(['support assumed true', ...rest]);
    expect(held(true)).toEqual(['support not-asked false', ...rest]);
  });
});
