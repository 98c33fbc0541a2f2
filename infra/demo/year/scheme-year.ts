import { ReferralAccepted, type Priority } from '#libs/contracts';
import { REFERENCE_BYTES, referralReference } from '#libs/fhir';
import { act } from './acts';
import { Dice } from './dice';
import { inOfficeHours, workingDayBefore, type Entry } from './diary';
import { fateOf, type Fate } from './fates';
import { Life } from './life';
import { madeUpPerson, type Referred } from './made-up-person';
import { settle, type Settled } from './settle';
import type { Stage } from './stage';

/** The same seed makes the same year. */
export const SEED = 2026;
export const PEOPLE = 400;

const DAYS = 364;
/** Of those referred lately, so many are left to themselves at some point: it is what the limbo list is for. */
const FORGOTTEN = 0.14;
const LATELY_DAYS = 120;

/** One person's way through the scheme, as every service has it on record. */
export interface MadeUpLife extends Settled {
  readonly fate: Fate;
  readonly gender: Referred['gender'];
  readonly patientId: string;
  readonly life: Life;
}

/**
 * A scheme's year that ends with `until`: people are referred all the year round, and what would happen to them later has not
 * happened yet. Pure: nothing but the arguments counts.
 */
export function schemeYear(seed: number, until: Date, stage: Stage): MadeUpLife[] {
  return Array.from({ length: PEOPLE }, (_, n) => madeUpLife(new Dice(seed * 1000 + n), n, until, stage));
}

function madeUpLife(dice: Dice, n: number, until: Date, stage: Stage): MadeUpLife {
  const [referralId, patientId, reference] = [dice.uuid(), dice.uuid(), referralReference(dice.bytes(REFERENCE_BYTES))];
  const received = receivedAt(dice, DAYS - Math.floor(((n + dice.next()) * DAYS) / PEOPLE), until);
  const { person, needs, gender } = madeUpPerson(dice, until);
  const sender = stage.senders[dice.chance(0.7) ? 0 : stage.senders.length - 1];
  if (!sender) throw new RangeError('Nobody refers');
  const { schemeId, organisationId } = stage;
  const told = { referralId, reference, schemeId, organisationId, senderId: sender.id, senderName: sender.name, needs: [...needs] };
  const priority: Priority = dice.chance(0.06) ? 'urgent' : 'routine';
  const accepted = {
    ...told,
    priority,
    receivedAt: received.toISOString(),
    ...(person.personId ? { personId: person.personId } : {}),
    person,
  };
  const life = new Life(dice, stage, Object.assign(new ReferralAccepted(), accepted));
  const { fate, entries } = fateOf(dice, received);
  for (const entry of lived(dice, entries, received, until)) act(life, entry);
  life.runClocks(until);
  return { fate, gender, patientId, life, ...settle(life, until) };
}

function receivedAt(dice: Dice, daysAgo: number, until: Date): Date {
  const at = inOfficeHours(dice, workingDayBefore(until, daysAgo));
  return at < until ? at : inOfficeHours(dice, workingDayBefore(until, daysAgo + 1));
}

function lived(dice: Dice, entries: readonly Entry[], received: Date, until: Date): readonly Entry[] {
  const lately = until.getTime() - received.getTime() < LATELY_DAYS * 86_400_000;
  const kept = lately && dice.chance(FORGOTTEN) ? dice.between(0, entries.length - 1) : entries.length;
  return entries.slice(0, kept).filter(({ at }) => at < until);
}
