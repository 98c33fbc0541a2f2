import { FHIR_BASE } from '#libs/contracts';

const NHS_ID = 'https://fhir.nhs.uk/Id/';

/** Identifier systems. NHS England's are sent exactly so; see `canonicalSystem` for the spellings accepted. */
export const ID_SYSTEMS = {
  nhsNumber: `${NHS_ID}nhs-number`,
  odsCode: `${NHS_ID}ods-organization-code`,
  sdsRoleProfile: `${NHS_ID}sds-role-profile-id`,
  dosService: `${NHS_ID}dos-service-id`,
  chiNumber: `${NHS_ID}chi-number`,
  /** The CHI number under the OID that HL7 UK gave it. */
  chiNumberOid: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53',
  healthAndCareNumber: `${NHS_ID}hc-number`,
  referralReference: `${FHIR_BASE}/Id/referral-reference`,
  /** An absolute URL as an identifier. */
  uri: 'urn:ietf:rfc:3986',
} as const;

/** Code systems: ours, and those of others that our resources use. */
export const CODE_SYSTEMS = {
  referralProgress: `${FHIR_BASE}/CodeSystem/referral-progress`,
  connectionProgress: `${FHIR_BASE}/CodeSystem/connection-progress`,
  reason: `${FHIR_BASE}/CodeSystem/reason`,
  need: `${FHIR_BASE}/CodeSystem/need`,
  useCase: `${FHIR_BASE}/CodeSystem/use-case`,
  taskOutput: `${FHIR_BASE}/CodeSystem/task-output`,
  /** The four ONS personal well-being questions: satisfied, worthwhile, happy, anxious. */
  ons4: `${FHIR_BASE}/CodeSystem/ons4`,
  sdohcc: 'http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes',
  taskCode: 'http://hl7.org/fhir/CodeSystem/task-code',
  snomed: 'http://snomed.info/sct',
  httpErrorCodes: 'https://fhir.nhs.uk/Codesystem/http-error-codes',
  observationCategory: 'http://terminology.hl7.org/CodeSystem/observation-category',
  dataAbsentReason: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
} as const;

export const SNOMED = {
  /** The referral itself; never an outcome. */
  referralToSocialPrescribing: { code: '871731000000106', display: 'Referral to social prescribing service' },
  /** Only where the person did not want the service as a whole; never for one provider's or one connection's decline. */
  socialPrescribingDeclined: { code: '871711000000103', display: 'Social prescribing declined' },
} as const;

/** The one Organization whose id is not a UUID. */
export const HUB_ORGANISATION = 'Organization/hub';

export const FHIR_JSON = 'application/fhir+json';

const NHS_SYSTEM = /^https?:\/\/fhir\.nhs\.uk\/[Ii]d\//;

/** NHS England's systems are received with `http` or `https`, `/Id/` or `/id/`: all the same system, answered in the one spelling. */
export function canonicalSystem(system: string): string {
  return system.replace(NHS_SYSTEM, NHS_ID);
}
