import { randomBytes, randomUUID } from 'node:crypto';
import { ReferralAccepted, type AccessNeeds, type ReferralDetails } from '#libs/contracts';
import {
  acceptedServiceRequest,
  contactProhibitions,
  REFERENCE_BYTES,
  referralReference,
  toPersonDetails,
  toReferralRequest,
  type IdentifiedEntry,
  type ReferralTransaction,
} from '#libs/fhir';
import type { OpenScheme } from '../senders/sender.view';
import type { Existing } from './match-existing.query';
import type { IncomingReferral } from './received-referral.view';
import { Referral } from './referral.entity';
import type { NewResource } from './referral.repository';

/** The referral as it is first stored: received, and nothing known of its case. */
export function toReferral(
  { sender, transaction }: IncomingReferral,
  scheme: OpenScheme,
  existing: Existing,
  entries: readonly IdentifiedEntry[],
  now: Date,
): Referral {
  const idAt = (index: number): string => entries.find((entry) => entry.index === index)?.id ?? randomUUID();
  const { priority, needs } = toReferralRequest(transaction.serviceRequest.resource);
  return Object.assign(new Referral(), {
    id: idAt(transaction.serviceRequest.index),
    reference: referralReference(randomBytes(REFERENCE_BYTES)),
    senderId: sender.id,
    schemeId: scheme.id,
    personId: existing.personId ?? randomUUID(),
    patientId: idAt(transaction.patient.index),
    priority,
    needs,
    taskIdentifiers: transaction.task?.resource.identifier ?? [],
    receivedAt: now,
    progress: 'received' as const,
    reason: null,
    fault: null,
    respondBy: null,
    outputs: [],
    version: 1,
    lastModified: now,
  });
}

/** What is put down of each entry; the Task is the hub's own, and what `ifNoneExist` found stays as it is. */
export function toNewResources(
  { transaction }: IncomingReferral,
  entries: readonly IdentifiedEntry[],
  referral: Referral,
  existing: Existing,
): NewResource[] {
  const conditions = new Map(transaction.entries.map(({ index, ifNoneExist }) => [index, ifNoneExist]));
  return entries
    .filter(({ index, resource }) => resource.resourceType !== 'Task' && !existing.versions.has(index))
    .map(({ index, id, resource }) => {
      const content = resource.resourceType === 'ServiceRequest' ? acceptedServiceRequest(resource, referral.reference) : resource;
      const identifiers = 'identifier' in resource && Array.isArray(resource.identifier) ? resource.identifier : [];
      return {
        type: resource.resourceType,
        id,
        position: index,
        content,
        identifiers,
        // With the number of somebody else, the condition created nothing of its own.
        condition: resource.resourceType === 'Patient' && existing.isNumberOfAnother === true ? undefined : conditions.get(index),
        known: existing.ids.has(index),
      };
    });
}

export function toReferralAccepted(
  referral: Referral,
  scheme: OpenScheme,
  senderName: string,
  { serviceRequest, patient, details }: ReferralTransaction,
): ReferralAccepted {
  const { reason } = toReferralRequest(serviceRequest.resource);
  return Object.assign(new ReferralAccepted(), {
    referralId: referral.id,
    reference: referral.reference,
    schemeId: scheme.id,
    organisationId: scheme.organisationId,
    senderId: referral.senderId,
    senderName,
    receivedAt: referral.receivedAt.toISOString(),
    priority: referral.priority,
    needs: referral.needs,
    ...(contactProhibitions(serviceRequest.resource).length > 0 ? { contactProhibited: true } : {}),
    personId: referral.personId,
    person: {
      personId: referral.personId,
      ...toPersonDetails(patient.resource),
      ...(reason === undefined ? {} : { reason }),
      ...accessNeedsOf(details),
      referral: details,
    },
  });
}

/** The languages themselves stand whole among the details. */
const LONGEST_NOTE = 1000;

/** A language other than English, or an interpreter, is what the person needs so that they can take part (CL-17). */
function accessNeedsOf({ languages, interpreterRequired }: ReferralDetails): { accessNeeds?: AccessNeeds } {
  const { code, text } = languages.find(({ preferred }) => preferred) ?? languages[0] ?? {};
  const isEnglish = code === undefined ? /^english\b/i.test(text ?? 'English') : /^en\b/.test(code);
  if (interpreterRequired !== true && isEnglish) return {};
  const note = code === undefined && !isEnglish ? { note: text?.slice(0, LONGEST_NOTE) } : {};
  return {
    accessNeeds: { codes: interpreterRequired === true ? ['language'] : [], ...(code === undefined ? {} : { language: code }), ...note },
  };
}
