import type { CapabilityStatement, CapabilityStatementRestResource, CapabilityStatementRestResourceSearchParam } from '@medplum/fhirtypes';
import { FHIR_JSON } from './names';

/** What differs between one running hub and another. */
export interface CapabilityFacts {
  /** Public address of this door, without a slash at its end: `https://hub.example/fhir/R4`. */
  readonly url: string;
  readonly version: string;
  /** When what is served last changed; ISO 8601. */
  readonly date: string;
  /** The token endpoint's address, told as SMART's `oauth-uris`. */
  readonly tokenUrl?: string;
}

const SDOHCC = 'http://hl7.org/fhir/us/sdoh-clinicalcare/ImplementationGuide/hl7.fhir.us.sdoh-clinicalcare|3.0.0';
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/ImplementationGuide/hl7.fhir.uv.subscriptions-backport|1.1.0';
const OAUTH_URIS = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';

type Interaction = NonNullable<CapabilityStatementRestResource['interaction']>[number]['code'];

function served(
  type: CapabilityStatementRestResource['type'],
  interactions: readonly Interaction[],
  searchParam: CapabilityStatementRestResourceSearchParam[] = [],
): CapabilityStatementRestResource {
  return {
    type,
    interaction: interactions.map((code) => ({ code })),
    versioning: 'versioned',
    readHistory: false,
    updateCreate: false,
    referencePolicy: ['literal'],
    ...(searchParam.length > 0 ? { searchParam } : {}),
  };
}

const ID: CapabilityStatementRestResourceSearchParam = { name: '_id', type: 'token' };

/** For senders; grows with what referral-intake really answers. */
const SENDERS: CapabilityStatementRestResource[] = [
  { ...served('ServiceRequest', ['read', 'create']), conditionalCreate: true, documentation: 'Created in a transaction.' },
  served(
    'Task',
    ['read', 'create', 'update', 'search-type'],
    [ID, { name: 'part-of', type: 'reference' }, { name: 'based-on', type: 'reference' }],
  ),
  { ...served('Patient', ['read', 'create']), conditionalCreate: true, documentation: 'Created in a transaction.' },
  served('Observation', ['read']),
  served('Organization', ['read']),
  served('HealthcareService', ['read', 'search-type'], [ID]),
];

/** For providers' systems. */
const PROVIDERS: CapabilityStatementRestResource[] = [];

function statement(
  title: string,
  facts: CapabilityFacts,
  resource: CapabilityStatementRestResource[],
  transaction: boolean,
): CapabilityStatement {
  const oauth =
    facts.tokenUrl === undefined ? {} : { extension: [{ url: OAUTH_URIS, extension: [{ url: 'token', valueUri: facts.tokenUrl }] }] };
  const service = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] };
  return {
    resourceType: 'CapabilityStatement',
    url: `${facts.url}/metadata`,
    version: facts.version,
    name: title.replaceAll(/[^A-Za-z]/g, ''),
    title,
    status: 'active',
    date: facts.date,
    kind: 'instance',
    software: { name: 'social-prescribing-hub', version: facts.version },
    implementation: { description: title, url: facts.url },
    fhirVersion: '4.0.1',
    format: [FHIR_JSON, 'application/json'],
    ...(transaction ? { implementationGuide: [SDOHCC, BACKPORT] } : {}),
    rest: [
      {
        mode: 'server',
        security: { ...oauth, service: [service], description: 'SMART Backend Services: private_key_jwt, client credentials.' },
        ...(resource.length > 0 ? { resource } : {}),
        ...(transaction ? { interaction: [{ code: 'transaction' }] } : {}),
      },
    ],
  };
}

/** The CapabilityStatement of a door: exactly what it answers, nothing that is still to come. */
export function capabilityStatement(door: 'sender' | 'provider', facts: CapabilityFacts): CapabilityStatement {
  return door === 'sender'
    ? statement('Social prescribing hub for referrers', facts, SENDERS, true)
    : statement('Social prescribing hub for providers', facts, PROVIDERS, false);
}
