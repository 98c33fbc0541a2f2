import type { CodeableConcept, Task } from '@medplum/fhirtypes';
import { connectionResources, referralTask } from '#libs/fhir';
import type { RegisteredSender } from '../senders/sender.view';
import type { Connection } from '../referrals/connection.entity';
import type { Referral } from '../referrals/referral.entity';

type Sender = Pick<RegisteredSender, 'id' | 'odsCode'>;

/** The referral's Task as its sender reads it (T1). */
export function toReferralTask(referral: Referral, sender: Sender): Task {
  return referralTask({
    referralId: referral.id,
    version: referral.version,
    reference: referral.reference,
    identifiers: referral.taskIdentifiers,
    patientId: referral.patientId,
    priority: referral.taskPriority,
    authoredOn: referral.receivedAt.toISOString(),
    lastModified: referral.lastModified.toISOString(),
    requester: { id: sender.id, ...(sender.odsCode === undefined ? {} : { odsCode: sender.odsCode }) },
    progress: referral.progress,
    outputs: referral.outputs,
    ...(referral.fault === null || referral.isClosed ? {} : { fault: referral.fault }),
    ...(referral.respondBy === null ? {} : { respondBy: referral.respondBy.toISOString() }),
    ...(referral.reason === null ? {} : { reason: { code: referral.reason } }),
  });
}

/** The connection's Task (T2) and filler-order, once provider-gateway has made the Task; the provider named only by consent; what the sender forbade of contacting the person goes along. */
export function toConnectionResources(connection: Connection, referral: Referral, orderDetail: CodeableConcept[]) {
  if (connection.taskId === null) return undefined;
  const named = connection.consentToShare
    ? {
        provider: { id: connection.providerId, name: connection.providerName },
        service: { id: connection.serviceId, name: connection.serviceName },
      }
    : {};
  return connectionResources({
    referralId: referral.id,
    connectionId: connection.id,
    taskId: connection.taskId,
    version: connection.version,
    patientId: referral.patientId,
    priority: referral.priority,
    state: connection.state,
    everAttended: connection.everAttended,
    needs: referral.needs,
    orderDetail,
    requestedAt: connection.requestedAt.toISOString(),
    lastModified: connection.lastModified.toISOString(),
    ...named,
    ...(connection.respondBy === null ? {} : { respondBy: connection.respondBy.toISOString() }),
    ...(connection.reason === null ? {} : { reason: { code: connection.reason } }),
  });
}
