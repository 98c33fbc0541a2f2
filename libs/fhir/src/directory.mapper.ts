import type { HealthcareService, Organization } from '@medplum/fhirtypes';
import { CODE_SYSTEMS, HUB_ORGANISATION, ID_SYSTEMS } from './names';

/** A scheme that is open to a sender. */
export interface SchemeFacts {
  readonly id: string;
  readonly name: string;
  readonly active?: boolean;
  /** Clocks in working days, told so that a sender knows what to expect. */
  readonly serviceLevels?: { readonly allocateWithinWorkingDays: number; readonly contactWithinWorkingDays: number };
}

/** A scheme as the HealthcareService a sender addresses in `ServiceRequest.performer`. */
export function schemeHealthcareService(scheme: SchemeFacts): HealthcareService {
  const levels = scheme.serviceLevels;
  const comment = levels
    ? `A link worker is allocated within ${String(levels.allocateWithinWorkingDays)} working days and makes contact within ${String(levels.contactWithinWorkingDays)}.`
    : undefined;
  return {
    resourceType: 'HealthcareService',
    id: scheme.id,
    active: scheme.active ?? true,
    providedBy: { reference: HUB_ORGANISATION },
    type: [{ coding: [{ system: CODE_SYSTEMS.useCase, code: 'social-prescribing' }], text: 'Social prescribing' }],
    name: scheme.name,
    ...(comment === undefined ? {} : { comment }),
  };
}

/** An organisation as senders may read it; the hub's own has the id `hub`. */
export function organization(facts: { readonly id: string; readonly name: string; readonly odsCode?: string }): Organization {
  const ods = facts.odsCode === undefined ? {} : { identifier: [{ system: ID_SYSTEMS.odsCode, value: facts.odsCode }] };
  return { resourceType: 'Organization', id: facts.id, ...ods, active: true, name: facts.name };
}
