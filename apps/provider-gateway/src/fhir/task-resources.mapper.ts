import type { CapabilityStatement, ServiceRequest, Task } from '@medplum/fhirtypes';
import type { ConnectionState } from '#libs/contracts';
import { capabilityStatement, connectionResources, type CapabilityFacts } from '#libs/fhir';
import type { BusinessStatus } from '../tasks/task.entity';
import type { TaskView } from '../tasks/task.view';

const STATES: Readonly<Record<BusinessStatus, ConnectionState>> = {
  asked: 'referred',
  accepted: 'accepted',
  'waiting-list': 'waiting-list',
  'first-attended': 'first-attended',
  attending: 'attending',
  sustained: 'sustained',
  stopped: 'stopped',
  'never-attended': 'stopped',
  declined: 'declined',
  'no-capacity': 'not-available',
  'declined-by-person': 'declined-by-person',
  withdrawn: 'withdrawn',
};

const NOT_SERVED_HERE = '';

/** A provider's task and the order it fulfils as FHIR (docs/fhir-wire-format.md §3), the person named as far as the provider may know them. */
export function toResources(view: TaskView, providerId: string): { task: Task; serviceRequest: ServiceRequest } {
  const { id: taskId, connectionId, version, needs, requestedAt, lastModified, respondBy, attendances, statusReason } = view;
  const made = connectionResources({
    ...{ connectionId, taskId, version, needs, requestedAt, lastModified, respondBy },
    ...{ referralId: NOT_SERVED_HERE, patientId: NOT_SERVED_HERE, priority: 'routine', state: STATES[view.businessStatus] },
    everAttended: attendances > 0,
    ...(statusReason === null ? {} : { reason: { code: statusReason } }),
  });
  if (!made) throw new Error(`task ${taskId} has no FHIR status`);
  // The referral and its Patient cannot be read at this door, so nothing refers to them.
  const { partOf: _referral, ...task } = made.task;
  const { basedOn: _order, ...serviceRequest } = made.serviceRequest;
  const person = { display: view.person?.name ?? view.person?.firstName ?? 'Not shared' };
  return {
    task: { ...task, owner: { reference: `Organization/${providerId}` }, for: person },
    serviceRequest: { ...serviceRequest, performer: [{ reference: `HealthcareService/${view.serviceId}` }], subject: person },
  };
}

/** What this door answers. */
export function providersCapabilities(facts: CapabilityFacts): CapabilityStatement {
  const statement = capabilityStatement('provider', facts);
  const read = (type: 'Task' | 'ServiceRequest') => ({ type, interaction: [{ code: 'read' as const }], versioning: 'versioned' as const });
  return { ...statement, rest: statement.rest?.map((rest) => ({ ...rest, resource: [read('Task'), read('ServiceRequest')] })) };
}
