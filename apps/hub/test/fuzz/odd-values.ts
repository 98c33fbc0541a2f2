import { isStorableText } from '#libs/contracts';
import type { Chance } from './chance';

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
export function oddText(chance: Chance): string {
  const kind = chance.below(12);
  if (kind === 0) return chance.pick(DATES);
  if (kind === 1) return chance.pick(REFERENCES);
  if (kind === 2) return chance.pick(CODES);
  if (kind === 3) return chance.pick(SYSTEMS);
  if (kind === 4) return chance.pick(['x', 'é', '😀', ' x']).repeat(chance.pick(LENGTHS)).slice(0, chance.pick(LENGTHS));
  if (kind === 5) return String.fromCharCode(chance.below(0x10000));
  return chance.pick(SHORT);
}

/** A short text that is odd and yet right wherever words stand. */
export function oddWords(chance: Chance): string {
  const words = [...SHORT, ...DATES, ...CODES, 'x'.repeat(12), 'é'.repeat(190)].filter(
    (text) => isStorableText(text) && text.trim() !== '',
  );
  return chance.pick(words);
}

/** A value of whatever type. */
export function oddValue(chance: Chance): unknown {
  const kind = chance.below(10);
  if (kind === 0) return null;
  if (kind === 1) return chance.pick([true, false]);
  if (kind === 2) return chance.pick(NUMBERS);
  if (kind === 3) return chance.pick([[], {}, [null], [[]], [{}], { a: {} }, [1, 'a', null]]);
  if (kind === 4) return Array.from({ length: chance.pick([2, 50, 1001]) }, () => oddText(chance));
  return oddText(chance);
}
