import type { Address, CodeableConcept, ContactPoint, HumanName, PatientContact, RelatedPerson } from '@medplum/fhirtypes';
import { FHIR_BASE, type ReferralAddress, type ReferralRelatedPerson, type ReferralTelecom, type Relationship } from '#libs/contracts';
import { nameOf, valuesOf } from './patient.mapper';
import { defined, wordsOf } from './statements.mapper';

/** Says how somebody may be contacted; on a Patient's contact or a RelatedPerson, `valueCode` through-carer. */
export const CONTACT_RULE_EXTENSION = `${FHIR_BASE}/StructureDefinition/contact-rule`;

export function telecomOf({ system, value, use }: ContactPoint): ReferralTelecom[] {
  return value ? [{ ...defined({ system, use }), value }] : [];
}

export function addressOf({ use, line, text, city, district, state, country, postalCode }: Address): ReferralAddress[] {
  const parts = [...valuesOf(line), city, district, state, country].filter((part): part is string => Boolean(part));
  const lines = parts.length > 0 ? parts : text ? [text] : [];
  return lines.length > 0 || postalCode ? [{ lines, ...defined({ use, postcode: postalCode }) }] : [];
}

/** What codes of HL7 say somebody is: v2-0131 for contacts, v3 RoleCode and RoleClass for the family and those who care. */
const RELATIONSHIP_CODES: Readonly<Record<string, Relationship>> = {
  ...{ PRN: 'parent', MTH: 'parent', FTH: 'parent', NMTH: 'parent', NFTH: 'parent', STPPRN: 'parent', PRNFOST: 'parent', ADOPTP: 'parent' },
  ...{
    CAREGIVER: 'carer',
    N: 'next-of-kin',
    NOK: 'next-of-kin',
    C: 'emergency-contact',
    ECON: 'emergency-contact',
    INTPRTER: 'interpreter',
  },
};
const RELATIONSHIP_WORDS: readonly (readonly [RegExp, Relationship])[] = [
  [/\b(?:carer|caregiver|care giver)\b/i, 'carer'],
  [/\badvocate\b/i, 'advocate'],
  [/\binterpreter\b/i, 'interpreter'],
  [/\b(?:parent|mother|father|mum|dad)\b/i, 'parent'],
  [/\bnext of kin\b/i, 'next-of-kin'],
  [/\bemergency\b/i, 'emergency-contact'],
];

function relationshipOf(concepts: readonly CodeableConcept[]): Relationship {
  const words = concepts.flatMap((concept) => wordsOf(concept) ?? []).join(' ');
  const byCode = concepts.flatMap(({ coding = [] }) => coding).flatMap(({ code }) => RELATIONSHIP_CODES[code ?? ''] ?? []);
  const byWords = RELATIONSHIP_WORDS.flatMap(([pattern, relationship]) => (pattern.test(words) ? [relationship] : []));
  // A carer who is also next of kin is a carer.
  const found = [...byCode, ...byWords];
  return found.find((each) => each !== 'next-of-kin' && each !== 'emergency-contact') ?? found[0] ?? 'other';
}

/** Somebody who belongs to the person, where anything is said of them. */
export function relatedPersonOf(
  found: Pick<PatientContact & RelatedPerson, 'telecom' | 'period' | 'extension'> & Pick<RelatedPerson, 'communication' | 'active'>,
  names: readonly (HumanName | undefined)[] = [],
  relationships: readonly CodeableConcept[] = [],
  addresses: readonly (Address | undefined)[] = [],
): ReferralRelatedPerson[] {
  const given = names.flatMap((name) => name ?? []);
  const telecoms = (found.telecom ?? []).flatMap(telecomOf);
  const [address] = addresses.flatMap((each) => (each ? addressOf(each) : []));
  const relationshipText = relationships.flatMap((concept) => wordsOf(concept) ?? []).join(', ');
  if (found.active === false || (given.length === 0 && telecoms.length === 0 && relationshipText === '')) return [];
  const throughCarer = found.extension?.some(({ url, valueCode }) => url === CONTACT_RULE_EXTENSION && valueCode === 'through-carer');
  const languages = (found.communication ?? []).flatMap(({ language }) => wordsOf(language) ?? []).join(', ');
  return [
    {
      relationship: relationshipOf(relationships),
      telecoms,
      ...(given.length > 0 ? { name: nameOf(given).text } : {}),
      ...defined({
        relationshipText,
        address,
        languages,
        from: dayOf(found.period?.start, 'first'),
        until: dayOf(found.period?.end, 'last'),
      }),
      ...(throughCarer === true ? { throughCarer } : {}),
    },
  ];
}

/** The day of a FHIR dateTime; of a year or a month its first or last day. */
function dayOf(dateTime: string | undefined, which: 'first' | 'last'): string | undefined {
  if (dateTime === undefined || dateTime.length >= 10) return dateTime?.slice(0, 10);
  const [year = '', month = which === 'first' ? '01' : '12'] = dateTime.split('-');
  if (which === 'first') return `${year}-${month}-01`;
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}
