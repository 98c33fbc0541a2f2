import type { Annotation, CodeableConcept, Identifier, ServiceRequest } from '@medplum/fhirtypes';
import { NEED_CODES, type NeedCode, type Priority } from '#libs/contracts';
import { CODE_SYSTEMS, ID_SYSTEMS, SNOMED } from './names';

/** What a referral asks for. */
export interface ReferralRequest {
  /** FHIR's default, routine, where the sender gave none. */
  readonly priority: Priority;
  /** Codes of `H/CodeSystem/need` in `reasonCode` and `orderDetail`, in that order, each once. */
  readonly needs: NeedCode[];
  /** The referrer's own words: the texts of `reasonCode`, else the notes. */
  readonly reason?: string;
  /** Ids of the HealthcareServices (our schemes) it is addressed to. */
  readonly schemeIds: string[];
}

const HEALTHCARE_SERVICE = /(?:^|\/)HealthcareService\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/;

export const isNeedCode = (code: string | undefined): code is NeedCode => (NEED_CODES as readonly (string | undefined)[]).includes(code);

function needsOf(concepts: readonly CodeableConcept[]): NeedCode[] {
  const codes = concepts.flatMap((concept) => concept.coding ?? []).filter((coding) => coding.system === CODE_SYSTEMS.need);
  return [...new Set(codes.map((coding) => coding.code).filter(isNeedCode))];
}

/** Says nothing beside a code of the need list or that contact is prohibited, which the case knows by other fields. */
export function isNeedOnly({ text, coding = [] }: CodeableConcept): boolean {
  return text === undefined && coding.every(({ system }) => system === CODE_SYSTEMS.need || system === CODE_SYSTEMS.sdohcc);
}

function reasonOf(request: ServiceRequest): string | undefined {
  const texts = (request.reasonCode ?? []).flatMap((concept) => concept.text ?? []);
  const words = texts.length > 0 ? texts : (request.note ?? []).flatMap(({ text }: Partial<Annotation>) => text ?? []);
  return words.length > 0 ? words.join('\n') : undefined;
}

/** FHIR ServiceRequest → what it asks of whom. */
export function toReferralRequest(request: ServiceRequest): ReferralRequest {
  const reason = reasonOf(request);
  return {
    priority: request.priority ?? 'routine',
    needs: needsOf([...(request.reasonCode ?? []), ...(request.orderDetail ?? [])]),
    ...(reason === undefined ? {} : { reason }),
    schemeIds: (request.performer ?? []).flatMap(({ reference }) => HEALTHCARE_SERVICE.exec(reference ?? '')?.[1] ?? []),
  };
}

/** The sender's identifiers, untouched and in order, and after them the referral reference. */
export function withReference(identifiers: readonly Identifier[] | undefined, reference: string): Identifier[] {
  const theirs = (identifiers ?? []).filter((identifier) => identifier.system !== ID_SYSTEMS.referralReference);
  return [...theirs, { system: ID_SYSTEMS.referralReference, value: reference }];
}

/** The hub's copy of a sender's ServiceRequest: with our reference, and coded as a referral to social prescribing where the sender gave no code. */
export function acceptedServiceRequest(request: ServiceRequest, reference: string): ServiceRequest {
  const referral = { coding: [{ system: CODE_SYSTEMS.snomed, ...SNOMED.referralToSocialPrescribing }] };
  return { ...request, identifier: withReference(request.identifier, reference), code: request.code ?? referral };
}

/** Details that forbid contacting the person; they go along to every filler-order made from the request (docs/fhir-wire-format.md §3). */
export function contactProhibitions(request: ServiceRequest): CodeableConcept[] {
  const prohibits = (concept: CodeableConcept): boolean =>
    (concept.coding ?? []).some((coding) => coding.system === CODE_SYSTEMS.sdohcc && coding.code === 'contacting-subject-prohibited');
  return (request.orderDetail ?? []).filter(prohibits);
}
