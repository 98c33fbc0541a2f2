import type { ClosureReason, ContactMode, DeclineReason } from '#libs/contracts';
import { closingTimeOf, dayAfter, isWorkingDay, localDateOf } from '../../../apps/caseload/src/clocks/working-days.rules';
import type { BarrierCode } from '../../../apps/caseload/src/connections/barrier.rules';
import type { Ons4 } from '../../../apps/outcomes/src/measurements/ons4.rules';
import type { Dice } from './dice';

type Plain<K extends string> = K extends string ? { readonly do: K } : never;

/** Something that is done in a case. What is done about a connection is about the newest. */
export type Act =
  | Plain<'allocate' | 'plan' | 'accept' | 'wait-list' | 'attend' | 'absent' | 'withdraw'>
  | { readonly do: 'talk'; readonly mode: ContactMode; readonly note: string }
  | { readonly do: 'attempt'; readonly mode: ContactMode }
  | { readonly do: 'missed'; readonly by: 'person' | 'service' }
  | { readonly do: 'measure'; readonly stage: 'baseline' | 'exit'; readonly answers: Ons4 }
  | { readonly do: 'refer'; readonly consent: boolean }
  | { readonly do: 'decline'; readonly reason: DeclineReason }
  | { readonly do: 'barrier'; readonly code: BarrierCode; readonly resolved: boolean }
  | { readonly do: 'end'; readonly outcome: 'sustained' | 'stopped' }
  | { readonly do: 'close'; readonly reason: ClosureReason };

export interface Entry {
  readonly at: Date;
  readonly act: Act;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NATION = 'england';

/** What happens in one case, in order, all of it in office hours. */
export class Diary {
  readonly entries: Entry[] = [];

  constructor(
    readonly dice: Dice,
    private at: Date,
  ) {}

  /** Some working days later, that many; 0: within the hour. */
  write(act: Act, least = 0, most = least): this {
    const days = this.dice.between(least, most);
    this.at =
      days === 0 ? new Date(this.at.getTime() + this.dice.between(5, 60) * MINUTE_MS) : inOfficeHours(this.dice, dayOf(this.at, days));
    this.entries.push({ at: this.at, act });
    return this;
  }
}

/** Some time of a working day between nine and five. */
export function inOfficeHours(dice: Dice, date: string): Date {
  return new Date(closingTimeOf(date).getTime() - dice.between(70, 475) * MINUTE_MS - dice.between(0, 59_999));
}

/** The last working day before a day some days ago. */
export function workingDayBefore(until: Date, days: number): string {
  for (let at = until.getTime() - days * DAY_MS; ; at -= DAY_MS) {
    const date = localDateOf(new Date(at));
    if (isWorkingDay(date, NATION)) return date;
  }
}

function dayOf(from: Date, days: number): string {
  let date = localDateOf(from);
  for (let left = days; left > 0;) {
    date = dayAfter(date);
    if (isWorkingDay(date, NATION)) left -= 1;
  }
  return date;
}
