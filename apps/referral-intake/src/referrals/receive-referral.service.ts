import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Resource } from '@medplum/fhirtypes';
import { ReferralAccepted } from '#libs/contracts';
import {
  acceptedServiceRequest,
  assignIds,
  REFERENCE_BYTES,
  referralReference,
  toPersonDetails,
  toReferralRequest,
  type ReferralTransaction,
} from '#libs/fhir';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, violatedUnique, type Principal } from '#libs/platform';
import type { OpenScheme, RegisteredSender } from '../senders/sender-directory.query';
import { chooseScheme } from './choose-scheme.rules';
import { MatchExistingQuery, type Existing } from './match-existing.query';
import { ReferralAlreadyReceivedError } from './referral.errors';
import { Referral } from './referral.entity';
import { ReferralStore, type NewResource } from './referral.store';

/** A referral as it came in: who sent it, what they sent, byte for byte too. */
export interface IncomingReferral {
  readonly caller: Principal;
  readonly sender: RegisteredSender;
  readonly transaction: ReferralTransaction;
  readonly body: Buffer;
}

/** What became of each entry of the Bundle, in its order. */
export interface ReceivedReferral {
  readonly referral: Referral;
  readonly entries: readonly {
    readonly type: string;
    readonly id: string;
    readonly version: number;
    readonly created: boolean;
    readonly resource?: Resource;
  }[];
}

/** Lost a race against another request; the same work succeeds on what is now there. */
const RACES: ReadonlySet<string> = new Set(['person_nhs_number', 'patient_of_sender', 'referral_reference']);
const ATTEMPTS = 3;

/**
 * Takes a referral into the hub's care: everything it consists of, the message itself and the event that tells of it are
 * stored in one transaction, or nothing is. When it resolves, the referral is durable.
 */
@Injectable()
export class ReceiveReferralService {
  constructor(
    private readonly transaction: Transaction,
    private readonly store: ReferralStore,
    private readonly existing: MatchExistingQuery,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  async execute(incoming: IncomingReferral, now: Date): Promise<ReceivedReferral> {
    const { serviceRequest } = incoming.transaction;
    const scheme = chooseScheme(toReferralRequest(serviceRequest.resource).schemeIds, incoming.sender.schemes, serviceRequest.index);
    for (let attempt = 1; ; attempt += 1) {
      const existing = await this.existing.find(incoming.sender.id, incoming.transaction);
      if (existing.referral) return existing.referral;
      try {
        return await this.receive(incoming, scheme, existing, now);
      } catch (error) {
        const constraint = violatedUnique(error);
        if (constraint === 'resource_identifier_open') throw new ReferralAlreadyReceivedError();
        if (constraint === undefined || !RACES.has(constraint) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async receive(incoming: IncomingReferral, scheme: OpenScheme, existing: Existing, now: Date): Promise<ReceivedReferral> {
    const { caller, sender, transaction, body } = incoming;
    const entries = assignIds(transaction, randomUUID, existing.ids);
    const referral = this.makeReferral(incoming, scheme, existing, entries, now);
    const resources = entries
      .filter(({ index, resource }) => resource.resourceType !== 'Task' && !existing.versions.has(index))
      .map((entry) => toNewResource(entry, referral, existing));
    const newPerson = existing.personId === undefined ? { nhsNumber: existing.nhsNumber ?? null } : undefined;
    const versions = await this.transaction.run(async () => {
      const [stored] = await this.transaction.together([
        this.store.insert({
          referral,
          newPerson,
          newPatient: existing.patientId === undefined,
          resources,
          message: { clientId: caller.subject, body },
        }),
        this.audit.record({ by: caller, action: 'receive', entity: 'Referral', entityId: referral.id }),
        this.outbox.add(toReferralAccepted(referral, scheme, sender, transaction)),
      ]);
      return stored;
    });
    const versionOf = new Map(resources.map(({ position }, index) => [position, versions[index] ?? 1]));
    const contentOf = new Map(resources.map(({ position, content }) => [position, content as Resource]));
    return {
      referral,
      entries: entries.map(({ index, id, resource }) => ({
        type: resource.resourceType,
        id,
        version: versionOf.get(index) ?? existing.versions.get(index) ?? 1,
        created: !existing.ids.has(index),
        resource: contentOf.get(index) ?? resource,
      })),
    };
  }

  private makeReferral(
    incoming: IncomingReferral,
    scheme: OpenScheme,
    existing: Existing,
    entries: ReturnType<typeof assignIds>,
    now: Date,
  ): Referral {
    const { sender, transaction } = incoming;
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
      respondBy: null,
      outputs: [],
      version: 1,
      lastModified: now,
    });
  }
}

function toNewResource({ index, id, resource }: ReturnType<typeof assignIds>[number], referral: Referral, existing: Existing): NewResource {
  const content = resource.resourceType === 'ServiceRequest' ? acceptedServiceRequest(resource, referral.reference) : resource;
  const identifiers = 'identifier' in resource && Array.isArray(resource.identifier) ? resource.identifier : [];
  return { type: resource.resourceType, id, position: index, content, identifiers, known: existing.ids.has(index) };
}

function toReferralAccepted(referral: Referral, scheme: OpenScheme, sender: RegisteredSender, sent: ReferralTransaction): ReferralAccepted {
  const { reason } = toReferralRequest(sent.serviceRequest.resource);
  return Object.assign(new ReferralAccepted(), {
    referralId: referral.id,
    reference: referral.reference,
    schemeId: scheme.id,
    organisationId: scheme.organisationId,
    senderId: sender.id,
    senderName: sender.name,
    receivedAt: referral.receivedAt.toISOString(),
    priority: referral.priority,
    needs: referral.needs,
    person: { personId: referral.personId, ...toPersonDetails(sent.patient.resource), ...(reason === undefined ? {} : { reason }) },
  });
}
