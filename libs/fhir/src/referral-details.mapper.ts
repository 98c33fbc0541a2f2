import type { Extension, Patient, Reference, RelatedPerson, Resource, ServiceRequest } from '@medplum/fhirtypes';
import type { ReferralDetails, ReferralLanguage } from '#libs/contracts';
import { nameOf } from './patient.mapper';
import { addressOf, relatedPersonOf, telecomOf } from './related-person.mapper';
import { isNeedOnly } from './service-request.mapper';
import { defined, notesOf, ofConcept, statementsOf, wordsOf } from './statements.mapper';

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

/** The health professional who refers: of the message, or by the name that the reference shows. */
function requesterOf(requester: Reference | undefined, resources: readonly Resource[]): string | undefined {
  if (requester?.display) return requester.display;
  const professional = resources.find((resource) => resource.resourceType === 'Practitioner');
  const [name] = professional?.name ?? [];
  return name && nameOf([name]).text;
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
