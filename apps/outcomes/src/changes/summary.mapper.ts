import type { Ons4Item } from '../measurements/ons4.rules';
import { SUPPRESSED, type ItemChange, type Shown } from './item-change.mapper';

const QUESTION: Readonly<Record<Ons4Item, string>> = {
  satisfied: 'Satisfied with life',
  worthwhile: 'What I do is worthwhile',
  happy: 'Happy yesterday',
  anxious: 'Anxious yesterday',
};

/** A question in words: what moved, for how many of how many, and no more than that. */
export function sentenceOf({ item, nReferred, nPaired, improved, unchanged, worsened, meanBaseline, meanExit }: ItemChange): string {
  const question = QUESTION[item];
  if (nPaired === SUPPRESSED) return `${question}: too few people answered at both ends to say more.`;
  if (nPaired === 0) return `${question}: nobody answered at both ends.`;
  const moved = `${shown(improved)} better at the end, ${shown(unchanged)} the same, ${shown(worsened)} worse`;
  const means = `the mean was ${shown(meanBaseline)} at the beginning and ${shown(meanExit)} at the end`;
  return `${question}: about ${String(nPaired)} of ${shown(nReferred)} people answered at both ends; ${moved}; ${means}.`;
}

function shown(number: Shown<number | null>): string {
  return number === SUPPRESSED ? 'too few to say' : String(number);
}
