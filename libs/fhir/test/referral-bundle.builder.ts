import type { Bundle, BundleEntry, Patient, Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import { FHIR_BASE } from '#libs/contracts';

export const PATIENT_URL = 'urn:uuid:3f0b8c8e-6a0e-4c55-9d5e-0a6a6f1b7a01';
export const REQUEST_URL = 'urn:uuid:9c1d2e3f-7b1f-4d66-8e6f-1b7b7a2c8b02';
export const TASK_URL = 'urn:uuid:5e4d3c2b-8c2a-4e77-9f70-2c8c8b3d9c03';
export const NEED_SYSTEM = `${FHIR_BASE}/CodeSystem/need`;

export const aPatient = (changes: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9000000009' }],
  name: [{ use: 'official', family: 'Okafor', given: ['Ruth', 'Ada'] }],
  telecom: [{ system: 'phone', value: '07700 900123', use: 'mobile' }],
  birthDate: '1951-03-09',
  address: [{ use: 'home', line: ['1 Example Street'], city: 'Exampleton', postalCode: 'ZZ99 3VZ' }],
  ...changes,
});

export const aServiceRequest = (changes: Partial<ServiceRequest> = {}): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  identifier: [{ system: 'https://gp.example/referral', value: 'R-1204' }],
  status: 'active',
  intent: 'order',
  priority: 'routine',
  subject: { reference: PATIENT_URL },
  authoredOn: '2026-11-22T08:55:00Z',
  requester: { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'A81001' } },
  reasonCode: [{ coding: [{ system: NEED_SYSTEM, code: 'loneliness' }], text: 'Lives alone since her husband died in spring.' }],
  ...changes,
});

export const aTask = (changes: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  identifier: [{ system: 'https://gp.example/task', value: 'T-81' }],
  basedOn: [{ reference: REQUEST_URL }],
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
  focus: { reference: REQUEST_URL },
  for: { reference: PATIENT_URL },
  authoredOn: '2026-11-22T08:55:00Z',
  ...changes,
});

export const anEntry = (fullUrl: string, resource: Resource, request: Partial<NonNullable<BundleEntry['request']>> = {}): BundleEntry => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType, ...request },
});

/** A referral as a practice sends it: Patient, ServiceRequest and Task, in this order. */
export const aReferralBundle = (entries?: BundleEntry[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: entries ?? [anEntry(PATIENT_URL, aPatient()), anEntry(REQUEST_URL, aServiceRequest()), anEntry(TASK_URL, aTask())],
});
