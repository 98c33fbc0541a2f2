import type { CodeableConcept, HealthcareService, Organization, Reference, ServiceRequest, Task } from '@medplum/fhirtypes';
import { type ConnectionState, type NeedCode, NEEDS, type Priority } from '#libs/contracts';
import { CODE_SYSTEMS, HUB_ORGANISATION, SNOMED } from './names';
import { type ConnectionRow, connectionRow } from './status-map';
import { FULFILL, outputs, type StatusReason, statusReason, versionMeta, type WorkOutput } from './task-parts';

/** A provider or a service by its id and name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Everything the sender sees of one connection to a community service. Instants are ISO 8601 with zone. */
export interface ConnectionFacts {
  readonly referralId: string;
  /** Id of the filler-order. */
  readonly connectionId: string;
  /** Id of the Task; the provider's own. */
  readonly taskId: string;
  readonly version: number;
  readonly patientId: string;
  readonly priority: Priority;
  readonly state: ConnectionState;
  /** The person went at least once: a later stop is then no failure. */
  readonly everAttended: boolean;
  readonly reason?: StatusReason;
  /** Only where the person consents to the sender knowing; without it the Task has no owner. */
  readonly provider?: Named;
  readonly service?: Named;
  readonly needs: readonly NeedCode[];
  readonly requestedAt: string;
  readonly lastModified: string;
  readonly respondBy?: string;
  /** From `contactProhibitions` of the sender's ServiceRequest. */
  readonly orderDetail?: readonly CodeableConcept[];
  readonly outputs?: readonly WorkOutput[];
}

const organisationReference = (it: Named): Reference<Organization> => ({ reference: `Organization/${it.id}`, display: it.name });
const serviceReference = (it: Named): Reference<HealthcareService> => ({ reference: `HealthcareService/${it.id}`, display: it.name });

function fillerOrder(facts: ConnectionFacts, row: ConnectionRow): ServiceRequest {
  const needs = facts.needs.map((code) => ({ coding: [{ system: CODE_SYSTEMS.need, code, display: NEEDS[code] }] }));
  return {
    resourceType: 'ServiceRequest',
    id: facts.connectionId,
    meta: versionMeta(facts.version, facts.lastModified),
    basedOn: [{ reference: `ServiceRequest/${facts.referralId}` }],
    status: row.request,
    intent: 'filler-order',
    priority: facts.priority,
    code: { coding: [{ system: CODE_SYSTEMS.snomed, ...SNOMED.referralToSocialPrescribing }] },
    ...((facts.orderDetail ?? []).length > 0 ? { orderDetail: [...(facts.orderDetail ?? [])] } : {}),
    subject: { reference: `Patient/${facts.patientId}` },
    authoredOn: facts.requestedAt,
    requester: { reference: HUB_ORGANISATION },
    ...(facts.service ? { performer: [serviceReference(facts.service)] } : {}),
    ...(needs.length > 0 ? { reasonCode: needs } : {}),
  };
}

/**
 * T2 (docs/fhir-wire-format.md §3) and the filler-order it fulfils, as the sender may read them; `undefined` while the connection has not
 * been asked for.
 */
export function connectionResources(facts: ConnectionFacts): { task: Task; serviceRequest: ServiceRequest } | undefined {
  const row = connectionRow(facts.state, facts.everAttended);
  if (!row) return undefined;
  const request = { reference: `ServiceRequest/${facts.connectionId}` };
  const task: Task = {
    resourceType: 'Task',
    id: facts.taskId,
    meta: versionMeta(facts.version, facts.lastModified),
    basedOn: [request],
    partOf: [{ reference: `Task/${facts.referralId}` }],
    status: row.status,
    ...statusReason(row.status, facts.reason, row.reason),
    businessStatus: { coding: [{ system: CODE_SYSTEMS.connectionProgress, code: row.progress }], text: row.text },
    intent: 'order',
    priority: facts.priority,
    code: FULFILL,
    focus: request,
    for: { reference: `Patient/${facts.patientId}` },
    authoredOn: facts.requestedAt,
    lastModified: facts.lastModified,
    requester: { reference: HUB_ORGANISATION },
    ...(facts.provider ? { owner: organisationReference(facts.provider) } : {}),
    ...(facts.respondBy === undefined ? {} : { restriction: { period: { end: facts.respondBy } } }),
    ...outputs(facts.outputs ?? []),
  };
  return { task, serviceRequest: fillerOrder(facts, row) };
}
