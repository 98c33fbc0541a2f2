import type { Ons4 } from '../../../apps/outcomes/src/measurements/ons4.rules';
import { Diary, type Entry } from './diary';
import type { Dice } from './dice';

/**
 * How it goes with people, in a hundred. Made up, in the range of what evaluations of social prescribing schemes tell: about one
 * in eight is never reached, one in ten does not want it, one in five needs one talk, and of those who are connected about a third leaves.
 */
export const FATES = {
  'not-reached': 12,
  declined: 9,
  'one-off': 18,
  sustained: 37,
  'dropped-out': 14,
  'nothing-found': 7,
  withdrawn: 3,
} as const;
export type Fate = keyof typeof FATES;

const NOTES = [
  'Talked about the week, and what was good once.',
  'Would like to be out more; mornings are best.',
  'The bus is the difficulty.',
  'Asked for time to think about it.',
  'Spoke of the garden; laughed.',
];

/** The whole story, to its end, whenever that may be. */
export function fateOf(dice: Dice, received: Date): { readonly fate: Fate; readonly entries: readonly Entry[] } {
  const fate = dice.weighted(FATES);
  const diary = new Diary(dice, received);
  if (fate === 'withdrawn' && dice.chance(0.4)) return { fate, entries: diary.write({ do: 'withdraw' }, 0, 2).entries };
  const soon = dice.chance(0.86);
  diary.write({ do: 'allocate' }, soon ? 0 : 4, soon ? 4 : 12);
  STORIES[fate](diary);
  return { fate, entries: diary.entries };
}

const STORIES: Readonly<Record<Fate, (diary: Diary) => void>> = {
  'not-reached': (diary) => {
    for (const mode of ['phone', 'message', 'phone'] as const) diary.write({ do: 'attempt', mode }, 1, 5);
    if (diary.dice.chance(0.4)) diary.write({ do: 'attempt', mode: 'home-visit' }, 2, 6);
    diary.write({ do: 'close', reason: 'not-reached' }, 5, 12);
  },
  declined: (diary) => {
    firstTalk(diary, 0.3);
    diary.write({ do: 'close', reason: 'declined' }, 0, 4);
  },
  'one-off': (diary) => {
    firstTalk(diary, 0.7);
    if (diary.dice.chance(0.4)) talk(diary, 5, 12);
    if (diary.dice.chance(0.4)) measureAgain(diary, 0.6);
    diary.write({ do: 'close', reason: 'completed' }, 0, 6);
  },
  sustained: (diary) => {
    planned(diary);
    if (diary.dice.chance(0.2)) refusal(diary);
    refer(diary);
    if (diary.dice.chance(0.18)) diary.write({ do: 'wait-list' }, 1, 8).write({ do: 'accept' }, 10, 45);
    else diary.write({ do: 'accept' }, 1, 12);
    diary.write({ do: 'attend' }, 3, 12).write({ do: 'attend' }, 4, 9);
    for (let more = diary.dice.between(1, 4); more > 0; more -= 1) talk(diary, 8, 18);
    diary.write({ do: 'end', outcome: 'sustained' }, 12, 40);
    talk(diary, 1, 6);
    if (diary.dice.chance(0.75)) measureAgain(diary, 1.5);
    diary.write({ do: 'close', reason: 'completed' }, 0, 6);
  },
  'dropped-out': (diary) => {
    planned(diary);
    refer(diary).write({ do: 'accept' }, 1, 12);
    if (diary.dice.chance(0.55)) diary.write({ do: 'attend' }, 3, 12);
    else diary.write({ do: 'absent' }, 4, 12);
    diary.write(
      { do: 'barrier', code: diary.dice.pick(['transport', 'confidence', 'money', 'time']), resolved: diary.dice.chance(0.3) },
      2,
      8,
    );
    diary
      .write({ do: 'missed', by: diary.dice.chance(0.85) ? 'person' : 'service' }, 5, 10)
      .write({ do: 'end', outcome: 'stopped' }, 5, 20);
    diary.write({ do: 'attempt', mode: 'phone' }, 1, 5).write({ do: 'attempt', mode: 'message' }, 3, 8);
    if (diary.dice.chance(0.5)) talk(diary, 2, 8);
    diary.write({ do: 'close', reason: 'ended' }, 5, 20);
  },
  'nothing-found': (diary) => {
    planned(diary);
    refusal(diary);
    if (diary.dice.chance(0.6)) refusal(diary);
    talk(diary, 3, 10);
    diary.write({ do: 'close', reason: 'completed' }, 5, 25);
  },
  withdrawn: (diary) => {
    if (diary.dice.chance(0.5)) diary.write({ do: 'attempt', mode: 'phone' }, 1, 3);
    diary.write({ do: 'withdraw' }, 1, 6);
  },
};

function firstTalk(diary: Diary, measured: number): void {
  const { dice } = diary;
  if (dice.chance(0.3)) diary.write({ do: 'attempt', mode: 'phone' }, 1, 3);
  const soon = dice.chance(0.82);
  talk(diary, soon ? 0 : 5, soon ? 3 : 16);
  if (dice.chance(measured)) diary.write({ do: 'measure', stage: 'baseline', answers: baseline(dice) });
}

function talk(diary: Diary, least: number, most: number): void {
  const mode = diary.dice.weighted({ phone: 50, 'gp-practice': 18, 'community-venue': 15, 'home-visit': 10, video: 7 });
  diary.write({ do: 'talk', mode, note: diary.dice.pick(NOTES) }, least, most);
}

function planned(diary: Diary): void {
  firstTalk(diary, 0.85);
  talk(diary, 4, 12);
  if (diary.dice.chance(0.9)) diary.write({ do: 'plan' });
}

function refer(diary: Diary): Diary {
  return diary.write({ do: 'refer', consent: diary.dice.chance(0.9) }, 0, 6);
}

function refusal(diary: Diary): void {
  const reason = diary.dice.weighted({ 'no-capacity': 55, 'not-suitable': 20, 'out-of-area': 15, 'cannot-contact': 10 });
  refer(diary).write({ do: 'decline', reason }, 2, 14);
  talk(diary, 1, 6);
}

function baseline(dice: Dice): Ons4 {
  const answer = (mean: number) => onScale(dice.near(mean, 2.2));
  const skipped = dice.chance(0.05);
  return { satisfied: answer(4.7), worthwhile: answer(5.1), happy: skipped ? null : answer(4.6), anxious: answer(5.6) };
}

// Only who answered at the beginning is asked again; the newest baseline in the diary is theirs.
function measureAgain(diary: Diary, gain: number): void {
  const begun = diary.entries.map(({ act }) => act).find((act) => act.do === 'measure');
  if (begun?.do !== 'measure') return;
  const moved = (answer: number | null, by: number) => (answer === null ? null : onScale(answer + diary.dice.near(by, 1.6)));
  const { satisfied, worthwhile, happy, anxious } = begun.answers;
  const answers = {
    satisfied: moved(satisfied, gain),
    worthwhile: moved(worthwhile, gain * 0.8),
    happy: moved(happy, gain),
    anxious: moved(anxious, -gain),
  };
  diary.write({ do: 'measure', stage: 'exit', answers });
}

function onScale(answer: number): number {
  return Math.min(10, Math.max(0, Math.round(answer)));
}
