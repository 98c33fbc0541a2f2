import type { Identifier, Organization, Reference, Task } from '@medplum/fhirtypes';
import type { Priority } from '#libs/contracts';
import { CODE_SYSTEMS, HUB_ORGANISATION, ID_SYSTEMS, SNOMED } from './names';
import { withReference } from './service-request.mapper';
import { REFERRAL_PROGRESS, type ReferralProgress, type ReferralRow } from './status-map';
import { FULFILL, outputs, type StatusReason, statusReason, versionMeta, type WorkOutput } from './task-parts';

/** Everything the sender's Task tells. Instants are ISO 8601 with zone. */
export interface ReferralTaskFacts {
  /** Id of the ServiceRequest and of this Task alike. */
  readonly referralId: string;
  readonly version: number;
  /** Spoken and printed: `SP-4K7Q-9M2X`. */
  readonly reference: string;
  /** The identifiers of the sender's own Task, if it sent one. */
  readonly identifiers?: readonly Identifier[];
  readonly patientId: string;
  readonly priority: Priority;
  readonly authoredOn: string;
  readonly lastModified: string;
  readonly requester: SenderOrganisation;
  /** When the service level in force ends. */
  readonly respondBy?: string;
  readonly progress: ReferralProgress;
  readonly reason?: StatusReason;
  /** Something told of the referral cannot be processed: it is on hold at the point it has come to, or an operator has set that part aside. */
  readonly fault?: 'stands-still' | 'set-aside';
  readonly outputs?: readonly WorkOutput[];
}

/** The organisation that referred: never a single practitioner. */
export interface SenderOrganisation {
  readonly id: string;
  readonly odsCode?: string;
}

/** A sender as an Organization, with its ODS code where it has one. */
export function senderReference(sender: SenderOrganisation): Reference<Organization> {
  const reference = { reference: `Organization/${sender.id}` };
  return sender.odsCode === undefined ? reference : { ...reference, identifier: { system: ID_SYSTEMS.odsCode, value: sender.odsCode } };
}

const DECLINED: WorkOutput = {
  kind: 'activity',
  concept: { coding: [{ system: CODE_SYSTEMS.snomed, ...SNOMED.socialPrescribingDeclined }] },
};

/** T1 (docs/fhir-wire-format.md §3): where the referral is, for its sender. The link worker is not in it. */
export function referralTask(facts: ReferralTaskFacts): Task {
  const row: ReferralRow = REFERRAL_PROGRESS[facts.progress];
  const request = { reference: `ServiceRequest/${facts.referralId}` };
  const status = facts.fault === 'stands-still' ? 'on-hold' : row.status;
  const reason = facts.fault === undefined ? facts.reason : { code: facts.fault };
  return {
    resourceType: 'Task',
    id: facts.referralId,
    meta: versionMeta(facts.version, facts.lastModified),
    identifier: withReference(facts.identifiers, facts.reference),
    basedOn: [request],
    status,
    ...statusReason(status, reason, row.reason),
    businessStatus: { coding: [{ system: CODE_SYSTEMS.referralProgress, code: facts.progress }], text: row.text },
    intent: 'order',
    priority: facts.priority,
    code: FULFILL,
    focus: request,
    for: { reference: `Patient/${facts.patientId}` },
    authoredOn: facts.authoredOn,
    lastModified: facts.lastModified,
    requester: senderReference(facts.requester),
    owner: { reference: HUB_ORGANISATION },
    ...(facts.respondBy === undefined ? {} : { restriction: { period: { end: facts.respondBy } } }),
    ...outputs([...(facts.outputs ?? []), ...(facts.progress === 'closed-declined' ? [DECLINED] : [])]),
  };
}
