/** The four ONS personal well-being questions, each answered from 0 to 10 (ONS harmonised standard). They are never combined. */
export const ONS4_ITEMS = ['satisfied', 'worthwhile', 'happy', 'anxious'] as const;
export type Ons4Item = (typeof ONS4_ITEMS)[number];

/** Null where the person skipped the question: not 0. */
export type Ons4 = Readonly<Record<Ons4Item, number | null>>;

export type Direction = 'higher is better' | 'higher is worse';
export type Band = 'very low' | 'low' | 'medium' | 'high' | 'very high';
export type Movement = 'improved' | 'unchanged' | 'worsened';

/** Who says so (OC-24): only what the person said of themselves is a headline. ONS asks in person only, without proxy. */
export const HEADLINE_SOURCE = 'self-report';

/** "Not at all anxious" is 0. The answer is kept as it was given, never turned round. */
export function directionOf(item: Ons4Item): Direction {
  return item === 'anxious' ? 'higher is worse' : 'higher is better';
}

/** ONS's own bands; those of anxiety are others, with no "very high". */
export function bandOf(item: Ons4Item, answer: number): Band {
  if (item === 'anxious') {
    if (answer <= 1) return 'very low';
    if (answer <= 3) return 'low';
    return answer <= 5 ? 'medium' : 'high';
  }
  if (answer <= 4) return 'low';
  if (answer <= 6) return 'medium';
  return answer <= 8 ? 'high' : 'very high';
}

export function bandsOf(answers: Ons4): Record<Ons4Item, Band | null> {
  const bandOr = (item: Ons4Item) => (answers[item] === null ? null : bandOf(item, answers[item]));
  return { satisfied: bandOr('satisfied'), worthwhile: bandOr('worthwhile'), happy: bandOr('happy'), anxious: bandOr('anxious') };
}

/** No least important difference is published for ONS4: any difference counts, and none is called meaningful. */
export function movementOf(item: Ons4Item, change: number): Movement {
  if (change === 0) return 'unchanged';
  const isRise = change > 0;
  return isRise === (directionOf(item) === 'higher is better') ? 'improved' : 'worsened';
}
