import { isStorableText } from '#libs/contracts';
import type { Dice } from '../../../../infra/demo/year/dice';

const SHORT = [
  '',
  ' ',
  'a',
  '\ud83d',
  'walk \ud83d',
  '\ude00',
  '\0',
  'a\0b',
  '\u0001\u001f',
  '\ufeff',
  '\uffff',
  '\ufffd',
  '\u2028\u2029',
  '\u202e desrever',
  'e\u0301'.repeat(20),
  '😀',
  '👨‍👩‍👧‍👦',
  '東京 Zoë Ω',
  'Å'.normalize('NFD'),
  '\\',
  '\\u0000',
  '"',
  '<script>alert(1)</script>',
  "'; DROP TABLE person; --",
  '%00',
  '%',
  '{}',
  'null',
  'true',
  '__proto__',
  'constructor',
  'toString',
  '\n\t\r',
  '-1',
  '1e999',
  '٣٤٥',
];
const DATES = [
  '0000',
  '0001',
  '1951',
  '1951-03',
  '1951-13',
  '2026-02-29',
  '2024-02-29',
  '9999-12-31',
  '10000-01-01',
  '-0001-01-01',
  '1951-03-09T00:00:00Z',
  '2026-11-22T24:00:00Z',
  '2026-11-22T23:59:60Z',
  '2026-11-22T08:55:00',
  '2026-11-22T08:55:00+14:00',
  '2026-11-22T08:55:00-14:00',
  '2026-11-22T08:55:00.123456789Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59+00:00',
  '20261122',
];
const REFERENCES = [
  '#',
  '#nobody',
  'Patient/1',
  'Patient/',
  'Practitioner/1',
  'Organization/hub',
  'Organization?identifier=a|b',
  'HealthcareService/00000000-0000-4000-8000-000000000000',
  'https://elsewhere.example/HealthcareService/1',
  'urn:uuid:00000000-0000-4000-8000-000000000000',
  'urn:oid:1.2.3',
  'ServiceRequest/1/_history/1',
  'javascript:alert(1)',
  '//',
];
const CODES = [
  'active',
  'draft',
  'order',
  'plan',
  'filler-order',
  'stat',
  'routine',
  'female',
  'unknown',
  'bogus',
  'loneliness',
  'usual',
  'old',
  'email',
  'sms',
];
const SYSTEMS = [
  'http://fhir.nhs.uk/Id/nhs-number',
  'https://fhir.nhs.uk/id/nhs-number',
  'https://fhir.nhs.uk/Id/nhs-number',
  'https://fhir.nhs.uk/Id/ods-organization-code',
  'https://social-prescribing-hub.org/fhir/Id/referral-reference',
  'https://social-prescribing-hub.org/fhir/CodeSystem/need',
  'http://snomed.info/sct',
  'urn:ietf:rfc:3986',
];
const LENGTHS = [13, 61, 201, 255, 257, 401, 513, 1001, 4001, 5000, 60_000];
const NUMBERS = [0, -0, 1, -1, 0.1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, 1e-9, 1e308];
/** What `ifNoneExist` may be, `…` standing for a fresh number. */
export const CONDITIONS: readonly unknown[] = [
  'identifier=https://gp.example/referral|…',
  '?identifier=https://gp.example/referral|…',
  'identifier=https%3A%2F%2Fgp.example%2Freferral%7C…',
  'identifier=https://gp.example/referral|',
  'identifier=|…',
  'identifier=…',
  'identifier=a|b&identifier=c|d',
  'identifier=a|b&active=true',
  'identifier=https://gp.example/referral|%00',
  'identifier=https://gp.example/referral|%FF…',
  'identifier=https://gp.example/referral|%ED%A0%BD',
  `identifier=https://gp.example/referral|${'9'.repeat(300)}`,
  `identifier=https://gp.example/${'x'.repeat(600)}|…`,
  'name=Okafor',
  '%',
  '&&&',
  '',
  ['identifier=a|b'],
  { identifier: 'a|b' },
  null,
  5,
];

/** A text that people, programs or attackers have sent somewhere. Some belong in the place, most do not. */
export function oddText(dice: Dice): string {
  const kind = dice.below(12);
  if (kind === 0) return dice.pick(DATES);
  if (kind === 1) return dice.pick(REFERENCES);
  if (kind === 2) return dice.pick(CODES);
  if (kind === 3) return dice.pick(SYSTEMS);
  if (kind === 4) return dice.pick(['x', 'é', '😀', ' x']).repeat(dice.pick(LENGTHS)).slice(0, dice.pick(LENGTHS));
  if (kind === 5) return String.fromCharCode(dice.below(0x10000));
  return dice.pick(SHORT);
}

/** A short text that is odd and yet right wherever words stand. */
export function oddWords(dice: Dice): string {
  const words = [...SHORT, ...DATES, ...CODES, 'x'.repeat(12), 'é'.repeat(190)].filter(
    (text) => isStorableText(text) && text.trim() !== '',
  );
  return dice.pick(words);
}

/** A value of whatever type. */
export function oddValue(dice: Dice): unknown {
  const kind = dice.below(10);
  if (kind === 0) return null;
  if (kind === 1) return dice.pick([true, false]);
  if (kind === 2) return dice.pick(NUMBERS);
  if (kind === 3) return dice.pick([[], {}, [null], [[]], [{}], { a: {} }, [1, 'a', null]]);
  if (kind === 4) return Array.from({ length: dice.pick([2, 50, 1001]) }, () => oddText(dice));
  return oddText(dice);
}
