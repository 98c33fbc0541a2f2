import type { Identifier, Patient, Reference, ServiceRequest, Task } from '@medplum/fhirtypes';
import { LONGEST_REFERRAL_DETAILS, type ReferralDetails } from '#libs/contracts';
import { canonicalSystem, CODE_SYSTEMS, HUB_ORGANISATION, ID_SYSTEMS } from './names';
import { isChiNumber, isHealthAndCareNumber, isNhsNumber } from './nhs-number';
import { isNhsNumberIdentifier, toPersonDetails } from './patient.mapper';
import type { Problem } from './problem';
import { type EntryReferences, isBundleReference } from './entry-references';
import { isNeedCode, toReferralRequest } from './service-request.mapper';
import { type EntryOf, LONGEST_IDENTIFIER, type TransactionEntry } from './transaction-entry';

/** How long a person's details may be anywhere in the hub. */
const LONGEST = { family: 200, given: 200, text: 400, phone: 60, email: 254, postcode: 12, reason: 4000 } as const;
const INTENTS: readonly string[] = ['order', 'plan', 'original-order'];

const at = (entry: { readonly index: number }): string => `Bundle.entry[${String(entry.index)}].resource`;

function tooLong(where: string, field: keyof typeof LONGEST, text: string | undefined): Problem[] {
  const most = LONGEST[field];
  if (text === undefined || text.length <= most) return [];
  return [{ code: 'too-long', expression: where, diagnostics: `At most ${String(most)} characters are taken for ${field}.` }];
}

/** The hub finds resources by their identifiers, so these fit into an index. */
export function identifierProblems(entry: TransactionEntry): Problem[] {
  const { identifier } = entry.resource as { readonly identifier?: readonly Identifier[] | Identifier };
  const identifiers = Array.isArray(identifier) ? (identifier as readonly Identifier[]) : [];
  return identifiers.flatMap((each, index) =>
    (['system', 'value'] as const).flatMap((part): Problem[] => {
      const most = LONGEST_IDENTIFIER[part];
      if ((each[part]?.length ?? 0) <= most) return [];
      const expression = `${at(entry)}.identifier[${String(index)}].${part}`;
      return [
        { code: 'too-long', expression, diagnostics: `At most ${String(most)} characters are taken for the ${part} of an identifier.` },
      ];
    }),
  );
}

/** Two entries of one type under one condition would be one resource: which of them is meant, nobody can say. */
export function repeatedConditions(entries: readonly TransactionEntry[]): Problem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ index, resource, ifNoneExist }): Problem[] => {
    if (!ifNoneExist) return [];
    const key = JSON.stringify([resource.resourceType, ifNoneExist.system, ifNoneExist.value]);
    const isRepeated = seen.has(key);
    seen.add(key);
    const expression = `Bundle.entry[${String(index)}].request.ifNoneExist`;
    return isRepeated ? [{ code: 'value', expression, diagnostics: 'Another entry of this type has the same condition.' }] : [];
  });
}

const CHI_RULE = {
  holds: isChiNumber,
  diagnostics: 'This is not a valid CHI number: a date of birth (DDMMYY) and four digits, the last a modulus 11 check.',
};
/** The numbers that people have for life in the nations: each is checked by its own rule. */
const NUMBERS: ReadonlyMap<string, { holds: (value: string) => boolean; diagnostics: string }> = new Map([
  [
    ID_SYSTEMS.nhsNumber,
    { holds: isNhsNumber, diagnostics: 'This is not a valid NHS number: ten digits, not all the same, the last a modulus 11 check.' },
  ],
  [ID_SYSTEMS.chiNumber, CHI_RULE],
  [ID_SYSTEMS.chiNumberOid, CHI_RULE],
  [
    ID_SYSTEMS.healthAndCareNumber,
    {
      holds: isHealthAndCareNumber,
      diagnostics: 'This is not a valid Health and Care number: ten digits from 320 000 0010 on, the last a modulus 11 check.',
    },
  ],
]);

/** The NHS number may be absent, but a wrong one is refused; so is a person whose details the hub could not keep whole. */
export function patientProblems(entry: EntryOf<Patient>): Problem[] {
  const { resource } = entry;
  const problems: Problem[] = [];
  (resource.identifier ?? []).forEach((identifier, index) => {
    const rule = NUMBERS.get(canonicalSystem(identifier.system ?? ''));
    if (!rule || rule.holds(identifier.value ?? '')) return;
    problems.push({ code: 'value', expression: `${at(entry)}.identifier[${String(index)}].value`, diagnostics: rule.diagnostics });
  });
  const numbers = new Set((resource.identifier ?? []).filter(isNhsNumberIdentifier).map(({ value }) => value));
  if (numbers.size > 1) {
    problems.push({ code: 'value', expression: `${at(entry)}.identifier`, diagnostics: 'A Patient has at most one NHS number.' });
  }
  const person = toPersonDetails(resource);
  return [
    ...problems,
    ...tooLong(`${at(entry)}.name`, 'family', person.name.family),
    ...person.name.given.flatMap((given) => tooLong(`${at(entry)}.name`, 'given', given)),
    ...tooLong(`${at(entry)}.name`, 'text', person.name.text),
    ...tooLong(`${at(entry)}.telecom`, 'phone', person.phone),
    ...tooLong(`${at(entry)}.telecom`, 'email', person.email),
    ...tooLong(`${at(entry)}.address`, 'postcode', person.postcode),
  ];
}

/** What a referrer wrote reaches the case whole, or the referral is refused. */
export function detailsProblems(details: ReferralDetails): Problem[] {
  if (JSON.stringify(details).length <= LONGEST_REFERRAL_DETAILS) return [];
  const diagnostics = `At most ${String(LONGEST_REFERRAL_DETAILS)} characters of notes, reasons, conditions and other details are taken in one referral.`;
  return [{ code: 'too-long', expression: 'Bundle.entry', diagnostics }];
}

/** A referral is an active order for the Patient of the same Bundle, by somebody. */
export function serviceRequestProblems(
  entry: EntryOf<ServiceRequest>,
  patient: EntryOf<Patient> | undefined,
  references: EntryReferences,
): Problem[] {
  const { resource } = entry;
  const problems: Problem[] = [];
  const add = (code: Problem['code'], path: string, diagnostics: string): void => {
    problems.push({ code, expression: `${at(entry)}.${path}`, diagnostics });
  };
  if (resource.status !== 'active') add('not-supported', 'status', 'A referral is taken only with status active.');
  if (!INTENTS.includes(resource.intent))
    add('not-supported', 'intent', 'A referral is taken only with intent order, plan or original-order.');
  if (!pointsSomewhere(resource.requester)) add('required', 'requester', 'A referral needs a requester, by reference or identifier.');
  if (patient && references.find(resource.subject.reference, entry)?.index !== patient.index) {
    add('value', 'subject.reference', 'The subject must be the Patient of this Bundle, by the fullUrl of its entry.');
  }
  for (const [field, refs] of Object.entries({ basedOn: resource.basedOn, replaces: resource.replaces })) {
    (refs ?? []).forEach(({ reference }, index) => {
      if (!isBundleReference(reference) || references.find(reference, entry)) return;
      add('value', `${field}[${String(index)}].reference`, 'No entry of the Bundle has this fullUrl.');
    });
  }
  if (isBundleReference(resource.requester?.reference) && !references.find(resource.requester?.reference, entry)) {
    add('value', 'requester.reference', 'No entry of the Bundle has this fullUrl.');
  }
  return [...problems, ...needProblems(entry), ...tooLong(`${at(entry)}.reasonCode`, 'reason', toReferralRequest(resource).reason)];
}

/** A code of our own need list that we do not have would be lost without a word. */
function needProblems(entry: EntryOf<ServiceRequest>): Problem[] {
  const { reasonCode, orderDetail } = entry.resource;
  return Object.entries({ reasonCode, orderDetail }).flatMap(([field, concepts]) =>
    (concepts ?? []).flatMap((concept, place) =>
      (concept.coding ?? []).flatMap((coding, index): Problem[] => {
        if (coding.system !== CODE_SYSTEMS.need || isNeedCode(coding.code)) return [];
        const expression = `${at(entry)}.${field}[${String(place)}].coding[${String(index)}].code`;
        return [{ code: 'value', expression, diagnostics: 'This is not a code of the need list.' }];
      }),
    ),
  );
}

/** What a Task stands among. */
interface Around {
  readonly serviceRequest: EntryOf<ServiceRequest>;
  readonly patient: EntryOf<Patient> | undefined;
  readonly references: EntryReferences;
}

/** A sender's Task asks the hub, and nobody else, to do what its ServiceRequest says. */
export function taskProblems(entry: EntryOf<Task>, { serviceRequest, patient, references }: Around): Problem[] {
  const { resource } = entry;
  const problems: Problem[] = [];
  const add = (code: Problem['code'], path: string, diagnostics: string): void => {
    problems.push({ code, expression: `${at(entry)}.${path}`, diagnostics });
  };
  const means = (reference: Reference | undefined, target: { readonly index: number } | undefined): boolean =>
    reference?.reference === undefined || references.find(reference.reference, entry)?.index === target?.index;

  if (resource.status !== 'requested') add('business-rule', 'status', 'A Task is sent with status requested.');
  if (resource.owner && !isHub(resource.owner)) add('business-rule', 'owner', `The owner is ${HUB_ORGANISATION}, or absent.`);
  if (!means(resource.focus, serviceRequest)) add('value', 'focus.reference', 'The focus must be the ServiceRequest of this Bundle.');
  if (!means(resource.for, patient)) add('value', 'for.reference', 'The Task must be for the Patient of this Bundle.');
  (resource.basedOn ?? []).forEach((reference, index) => {
    if (!means(reference, serviceRequest))
      add('value', `basedOn[${String(index)}].reference`, 'The Task must be based on the ServiceRequest of this Bundle.');
  });
  const requester = references.find(resource.requester?.reference, entry)?.resource.resourceType;
  if (requester === 'Practitioner' || /(?:^|\/)Practitioner\//.test(resource.requester?.reference ?? '')) {
    add('business-rule', 'requester', 'The requester of a Task is an Organization or a PractitionerRole.');
  }
  return problems;
}

const pointsSomewhere = (reference: Reference | undefined): boolean =>
  reference?.reference !== undefined || reference?.identifier?.value !== undefined;
const isHub = ({ reference }: Reference): boolean => reference === HUB_ORGANISATION || reference?.endsWith(`/${HUB_ORGANISATION}`) === true;
