import type { NeedCode, PersonDetails } from '#libs/contracts';
import type { Dice } from './dice';

const GIVEN = [
  ...['Aisha', 'Albert', 'Amara', 'Anil', 'Beatrice', 'Bernard', 'Carys', 'Cedric', 'Chidi', 'Dilys', 'Doreen', 'Edith', 'Elif', 'Ernest'],
  ...['Farah', 'Frank', 'Gwen', 'Harold', 'Hilda', 'Imran', 'Iris', 'Jamal', 'Joan', 'Kofi', 'Leila', 'Lionel', 'Maeve', 'Maureen'],
  ...['Nadia', 'Neville', 'Olwen', 'Osman', 'Pearl', 'Percy', 'Rashid', 'Rita', 'Sanjay', 'Sheila', 'Tariq', 'Thelma', 'Vera', 'Winston'],
];
const FAMILY = [
  ...['Ashworthy', 'Bellweather', 'Brackenby', 'Calderstone', 'Dovecourt', 'Elmhurst', 'Farrowdale', 'Greenacre', 'Hazelmere', 'Ilkwood'],
  ...['Juniper', 'Kestrelton', 'Larkspur', 'Marshfield', 'Netherby', 'Oakapple', 'Pennyroyal', 'Quillfeather', 'Rushmore', 'Saltmarsh'],
  ...['Thistlewood', 'Underhay', 'Vinegarth', 'Willowby', 'Yarrowgate'],
];

/** How often people are referred for it: loneliness and the mind before all, then money, health and the rest. */
const NEEDS: Readonly<Partial<Record<NeedCode, number>>> = {
  loneliness: 30,
  'mental-wellbeing': 20,
  debt: 9,
  housing: 7,
  'physical-activity': 10,
  bereavement: 6,
  'long-term-condition': 8,
  carer: 5,
  employment: 4,
  'food-insecurity': 3,
  'legal-advice': 4,
  'digital-access': 3,
};

const REASONS = [
  'Comes to the surgery often, and says the days are long.',
  'Low since moving here; would like to meet people.',
  'Worried about money, sleeps badly.',
  'Would like to move more after the operation.',
  'Looks after a relative and has little time of their own.',
];

export interface Referred {
  readonly person: PersonDetails;
  readonly needs: readonly NeedCode[];
  readonly gender: 'female' | 'male';
}

/**
 * Somebody who does not exist: a name put together, an NHS number of the range kept for tests (999 …, check digit right), a
 * telephone number of those Ofcom keeps for drama, and a postcode of an area that Royal Mail does not have.
 */
export function madeUpPerson(dice: Dice, until: Date): Referred {
  const [given, family] = [dice.pick(GIVEN), dice.pick(FAMILY)];
  const age = Math.round(Math.min(96, Math.max(18, dice.near(63, 22))));
  const born = new Date(until.getTime() - (age * 365.25 + dice.between(0, 364)) * 86_400_000);
  const email = dice.chance(0.55) ? { email: `${given}.${family}${String(dice.between(1, 99))}@example.org`.toLowerCase() } : {};
  const person = {
    personId: dice.uuid(),
    name: { family, given: [given], text: `${given} ${family}` },
    birthDate: born.toISOString().slice(0, 10),
    nhsNumber: testNhsNumber(dice),
    phone: `07700 900${String(dice.between(0, 999)).padStart(3, '0')}`,
    ...email,
    postcode: `NQ${dice.weighted({ '1': 30, '2': 25, '3': 20, '4': 15, '5': 10 })} ${String(dice.between(1, 9))}QX`,
    reason: dice.pick(REASONS),
  };
  const needs = new Set<NeedCode>();
  for (let left = Number(dice.weighted({ '1': 55, '2': 33, '3': 12 })); left > 0; left -= 1)
    needs.add(dice.weighted(NEEDS as Record<NeedCode, number>));
  return { person, needs: [...needs], gender: dice.chance(0.58) ? 'female' : 'male' };
}

/** Ten digits from 999 000 0000 on, with the check digit that real ones have too (modulus 11). */
function testNhsNumber(dice: Dice): string {
  for (;;) {
    const digits = `999${String(dice.between(0, 999_999)).padStart(6, '0')}`;
    const sum = Array.from(digits).reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${digits}${String(check)}`;
  }
}
