import type {
  Address,
  Annotation,
  CodeableConcept,
  ContactPoint,
  Extension,
  HumanName,
  Observation,
  Patient,
  PatientContact,
  Period,
  QuestionnaireResponseItem,
  Reference,
  RelatedPerson,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import {
  FHIR_BASE,
  type ReferralAddress,
  type ReferralDetails,
  type ReferralLanguage,
  type ReferralRelatedPerson,
  type ReferralStatement,
  type ReferralTelecom,
  type Relationship,
} from '#libs/contracts';
import { nameOf, valuesOf } from './patient.mapper';
import { isNeedOnly } from './service-request.mapper';

/** Says how somebody may be contacted; on a Patient's contact or a RelatedPerson, `valueCode` through-carer. */
export const CONTACT_RULE_EXTENSION = `${FHIR_BASE}/StructureDefinition/contact-rule`;

type Said = Omit<ReferralStatement, 'resourceType'>;

/** A resource as far as it holds what people read; what its type lacks is absent. */
interface Readable {
  readonly resourceType: string;
  readonly note?: Annotation[];
}

/** Everything that the sender wrote about the person and that has no place of its own in `toPersonDetails` or `toReferralRequest`. */
export function toReferralDetails(request: ServiceRequest, patient: Patient, sent: readonly Resource[]): ReferralDetails {
  const resources = sent.flatMap((resource) => [resource, ...(('contained' in resource && resource.contained) || [])]);
  const all = resources.flatMap((resource) => statementsOf(resource));
  const of = (...types: string[]) => all.filter(({ resourceType }) => types.includes(resourceType));
  const requester = requesterOf(request.requester, resources);
  const interpreter = interpreterOf(patient);
  return {
    ...(requester === undefined ? {} : { requester }),
    reasons: (request.reasonCode ?? []).flatMap((concept) => ofConcept(concept, 'ServiceRequest')),
    notes: resources.flatMap(notesOf),
    conditions: of('Condition'),
    flags: of('Flag'),
    supportingInfo: [
      ...(request.orderDetail ?? []).filter((concept) => !isNeedOnly(concept)).flatMap((concept) => ofConcept(concept, 'ServiceRequest')),
      ...all.filter(({ resourceType }) => resourceType !== 'Condition' && resourceType !== 'Flag'),
    ],
    ...(patient.gender === undefined ? {} : { gender: patient.gender }),
    telecoms: (patient.telecom ?? []).flatMap(telecomOf),
    addresses: (patient.address ?? []).flatMap(addressOf),
    languages: languagesOf(patient),
    ...(interpreter === undefined ? {} : { interpreterRequired: interpreter }),
    relatedPersons: [
      ...(patient.contact ?? []).flatMap((contact) => relatedPersonOf(contact, [contact.name], contact.relationship, [contact.address])),
      ...resources
        .filter((resource): resource is RelatedPerson => resource.resourceType === 'RelatedPerson')
        .flatMap((related) => relatedPersonOf(related, related.name, related.relationship, related.address)),
    ],
  };
}

const defined = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as never;

/** A concept in words: its text, else what its codes display, else the codes themselves. */
function wordsOf(concept: CodeableConcept | undefined): string | undefined {
  if (concept?.text) return concept.text;
  const words = (concept?.coding ?? []).flatMap(({ display, code }) => display ?? code ?? []);
  return words.length > 0 ? words.join(', ') : undefined;
}

function codingsOf(concept: CodeableConcept | undefined): Pick<ReferralStatement, 'coding'> {
  const coding = (concept?.coding ?? []).map(({ system, code, display }) => defined({ system, code, display }));
  return coding.length > 0 ? { coding } : {};
}

function ofConcept(concept: CodeableConcept, resourceType: string): ReferralStatement[] {
  const text = wordsOf(concept);
  return text === undefined ? [] : [{ text, resourceType, ...codingsOf(concept) }];
}

/** `note` is an annotation wherever a resource has one. */
function notesOf(resource: Resource): ReferralStatement[] {
  const { resourceType, note = [] } = resource as Readable;
  return note.flatMap(({ text, time, authorString, authorReference }) =>
    text ? [{ text, resourceType, ...defined({ from: time, author: authorString ?? authorReference?.display }) }] : [],
  );
}

/** What a resource says beside its notes, in words. */
function statementsOf(resource: Resource): ReferralStatement[] {
  return saidIn(resource).map((said) => ({ ...said, resourceType: resource.resourceType }));
}

function saidIn(resource: Resource): Said[] {
  switch (resource.resourceType) {
    case 'ServiceRequest':
      return plain(resource.patientInstruction);
    case 'Task':
      return [...plain(resource.description), ...plain(wordsOf(resource.statusReason))];
    case 'Condition': {
      const { code, clinicalStatus, onsetDateTime, onsetString, abatementDateTime, abatementString, severity } = resource;
      const text = [wordsOf(code), wordsOf(severity)].filter(Boolean).join(', ');
      const when = { from: onsetDateTime ?? onsetString, until: abatementDateTime ?? abatementString };
      return plain(text, { ...codingsOf(code), ...defined({ status: clinicalStatus?.coding?.[0]?.code, ...when }) });
    }
    case 'Flag': {
      const { code, status, category, period } = resource;
      const words = { status, category: category?.flatMap((each) => wordsOf(each) ?? []).join(', '), ...datesOf(period) };
      return plain(wordsOf(code), { ...codingsOf(code), ...defined(words) });
    }
    case 'Observation': {
      const parts = [resource, ...(resource.component ?? [])].map((part) => labelled(wordsOf(part.code), valueOf(part)));
      return plain(parts.filter(Boolean).join('; '), { ...codingsOf(resource.code), ...defined({ from: resource.effectiveDateTime }) });
    }
    case 'Goal':
      return plain(wordsOf(resource.description), codingsOf(resource.description));
    case 'CarePlan': {
      const activities = (resource.activity ?? []).map(({ detail }) => labelled(wordsOf(detail?.code), detail?.description));
      return plain([resource.title, resource.description, ...activities].filter(Boolean).join('; '));
    }
    case 'QuestionnaireResponse':
      return (resource.item ?? []).flatMap(answersIn);
    case 'DocumentReference': {
      const titles = resource.content.map(({ attachment }) => attachment.title);
      return plain([resource.description ?? wordsOf(resource.type), ...titles].filter(Boolean).join('; '));
    }
    default:
      return [];
  }
}

const plain = (text: string | undefined, more: Omit<Said, 'text'> = {}): Said[] => (text ? [{ text, ...more }] : []);

function labelled(label: string | undefined, value: string | undefined): string | undefined {
  return label !== undefined && value !== undefined ? `${label}: ${value}` : (value ?? label);
}

type Valued = Pick<
  Observation,
  'valueString' | 'valueBoolean' | 'valueInteger' | 'valueQuantity' | 'valueCodeableConcept' | 'valueDateTime'
>;

function valueOf({ valueString, valueCodeableConcept, valueQuantity, valueBoolean, valueInteger, valueDateTime }: Valued) {
  if (valueBoolean !== undefined) return valueBoolean ? 'yes' : 'no';
  if (valueQuantity?.value !== undefined)
    return [valueQuantity.comparator, valueQuantity.value, valueQuantity.unit].filter(Boolean).join(' ');
  return valueString ?? wordsOf(valueCodeableConcept) ?? valueDateTime ?? (valueInteger === undefined ? undefined : String(valueInteger));
}

function answersIn({ text, linkId, answer = [], item = [] }: QuestionnaireResponseItem): Said[] {
  const answers = answer.flatMap((each) => {
    const { valueCoding, valueDecimal, valueDate, ...other } = each;
    const decimal = valueDecimal === undefined ? undefined : String(valueDecimal);
    return valueOf(other) ?? valueCoding?.display ?? valueCoding?.code ?? valueDate ?? decimal ?? [];
  });
  const nested = [...item, ...answer.flatMap((each) => each.item ?? [])].flatMap(answersIn);
  const said = answers.length > 0 ? labelled(text ?? linkId, answers.join(', ')) : nested.length > 0 ? undefined : text;
  return [...plain(said), ...nested];
}

function datesOf(period: Period | undefined): { from?: string; until?: string } {
  return defined({ from: period?.start, until: period?.end });
}

/** The health professional who refers: of the message, or by the name that the reference shows. */
function requesterOf(requester: Reference | undefined, resources: readonly Resource[]): string | undefined {
  if (requester?.display) return requester.display;
  const professional = resources.find((resource) => resource.resourceType === 'Practitioner');
  const [name] = professional?.name ?? [];
  return name && nameOf([name]).text;
}

function telecomOf({ system, value, use }: ContactPoint): ReferralTelecom[] {
  return value ? [{ ...defined({ system, use }), value }] : [];
}

function addressOf({ use, line, text, city, district, state, country, postalCode }: Address): ReferralAddress[] {
  const parts = [...valuesOf(line), city, district, state, country].filter((part): part is string => Boolean(part));
  const lines = parts.length > 0 ? parts : text ? [text] : [];
  return lines.length > 0 || postalCode ? [{ lines, ...defined({ use, postcode: postalCode }) }] : [];
}

const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z\d]{2,8}){0,3}$/;
const UK_COMMUNICATION = /^https:\/\/fhir\.(?:hl7\.org|nhs)\.uk\/.*NHSCommunication/;

function languagesOf({ communication = [], extension = [] }: Patient): ReferralLanguage[] {
  const ofUk = extension
    .filter(({ url }) => UK_COMMUNICATION.test(url))
    .map((found) => ({
      language: partOf(found, 'language')?.valueCodeableConcept,
      preferred: partOf(found, 'preferred')?.valueBoolean,
    }));
  return [...communication, ...ofUk].flatMap(({ language, preferred }) => {
    const text = wordsOf(language);
    const code = language?.coding?.find((coding) => LANGUAGE.test(coding.code ?? ''))?.code;
    return text === undefined ? [] : [{ text, ...defined({ code, preferred }) }];
  });
}

const partOf = ({ extension = [] }: Extension, url: string): Extension | undefined => extension.find((part) => part.url === url);

function interpreterOf({ extension = [], communication = [] }: Patient): boolean | undefined {
  const all = [...extension, ...communication.flatMap((each) => each.extension ?? [])];
  const said = all.flatMap((found) => {
    if (found.url.endsWith('/patient-interpreterRequired')) return found.valueBoolean ?? [];
    return UK_COMMUNICATION.test(found.url) ? (partOf(found, 'interpreterRequired')?.valueBoolean ?? []) : [];
  });
  return said.length === 0 ? undefined : said.includes(true);
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

function relatedPersonOf(
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
