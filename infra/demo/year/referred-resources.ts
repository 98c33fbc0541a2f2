import type { Patient, ServiceRequest } from '@medplum/fhirtypes';
import { acceptedServiceRequest, CODE_SYSTEMS } from '#libs/fhir';
import type { MadeUpLife } from './scheme-year';

/** What the practice's system would have sent: the person and the request. */
export function referredResources({ life, patientId, gender }: MadeUpLife): [Patient & { id: string }, ServiceRequest & { id: string }] {
  const { referralId, reference, person, needs, priority, receivedAt } = life.referral;
  const patient = {
    resourceType: 'Patient' as const,
    id: patientId,
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: person?.nhsNumber ?? '' }],
    name: [{ use: 'official' as const, family: person?.name.family ?? '', given: [...(person?.name.given ?? [])] }],
    telecom: [{ system: 'phone' as const, value: person?.phone ?? '', use: 'mobile' as const }],
    gender,
    birthDate: person?.birthDate ?? '',
    address: [{ use: 'home' as const, postalCode: person?.postcode ?? '' }],
  };
  const request: ServiceRequest = {
    resourceType: 'ServiceRequest',
    id: referralId,
    status: 'active',
    intent: 'order',
    priority,
    subject: { reference: `Patient/${patientId}` },
    authoredOn: receivedAt,
    reasonCode: needs.map((code) => ({ coding: [{ system: CODE_SYSTEMS.need, code }], text: person?.reason ?? '' })),
  };
  return [patient, { ...acceptedServiceRequest(request, reference), id: referralId }];
}
