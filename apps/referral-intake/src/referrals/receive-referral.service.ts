import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Resource } from '@medplum/fhirtypes';
import { assignIds, toReferralRequest } from '#libs/fhir';
import { OutboxService } from '#libs/messaging';
import { AuditService, Transaction, violatedUnique } from '#libs/platform';
import { toReferralTask } from '../reading/referral-task.view';
import type { OpenScheme } from '../senders/sender.view';
import { IdentityDoubtRepository } from '../identity-doubts/identity-doubt.repository';
import { chooseScheme } from './choose-scheme.rules';
import { refuseOtherRequester } from './requester.rules';
import { MatchExistingQuery, type Existing } from './match-existing.query';
import { toNewResources, toReferral, toReferralAccepted } from './new-referral.mapper';
import type { IncomingReferral, ReceivedReferral } from './received-referral.view';
import { ReferralAlreadyReceivedError } from './referral.errors';
import { ReferralRepository } from './referral.repository';

/** Lost a race against another request; the same work succeeds on what is now there. */
const RACES: ReadonlySet<string> = new Set([
  'person_identity',
  'patient_of_sender',
  'referral_reference',
  'resource_identifier_conditional',
]);
const ATTEMPTS = 3;

/**
 * Takes a referral into the hub's care: everything it consists of, the message itself and the event that tells of it are
 * stored in one transaction, or nothing is. When it resolves, the referral is durable.
 */
@Injectable()
export class ReceiveReferralService {
  constructor(
    private readonly transaction: Transaction,
    private readonly referrals: ReferralRepository,
    private readonly existing: MatchExistingQuery,
    private readonly doubts: IdentityDoubtRepository,
    private readonly outbox: OutboxService,
    private readonly audit: AuditService,
  ) {}

  async execute(incoming: IncomingReferral, now: Date): Promise<ReceivedReferral> {
    const { serviceRequest } = incoming.transaction;
    refuseOtherRequester(incoming.transaction, incoming.sender);
    const scheme = chooseScheme(toReferralRequest(serviceRequest.resource).schemeIds, incoming.sender.schemes, serviceRequest.index);
    for (let attempt = 1; ; attempt += 1) {
      const existing = await this.existing.find(incoming.sender, incoming.transaction);
      if (existing.referral) return existing.referral;
      try {
        return await this.receive(incoming, scheme, existing, now);
      } catch (error) {
        const constraint = violatedUnique(error);
        const isLastAttempt = attempt === ATTEMPTS;
        if (constraint === 'resource_identifier_open') {
          // Where its condition is met by whoever was quicker, it is answered with what they stored.
          if (!serviceRequest.ifNoneExist || isLastAttempt) throw new ReferralAlreadyReceivedError();
        } else if (constraint === undefined || !RACES.has(constraint) || isLastAttempt) throw error;
      }
    }
  }

  private async receive(incoming: IncomingReferral, scheme: OpenScheme, existing: Existing, now: Date): Promise<ReceivedReferral> {
    const { caller, sender, transaction, body } = incoming;
    const entries = assignIds(transaction, randomUUID, existing.ids);
    const referral = toReferral(incoming, scheme, existing, entries, now);
    const resources = toNewResources(incoming, entries, referral, existing);
    const newPerson =
      existing.personId === undefined ? { nhsNumber: existing.nhsNumber ?? null, identity: existing.identity ?? null } : undefined;
    const { doubtful = [] } = existing;
    const newPatient = existing.patientId === undefined;
    const versions = await this.transaction.run(async () => {
      const [stored] = await this.transaction.together(() => [
        this.referrals.insert({ referral, newPerson, newPatient, resources, message: { clientId: caller.subject, body } }),
        this.audit.record({ by: caller, action: 'receive', entity: 'Referral', entityId: referral.id }),
        ...(doubtful.length > 0 ? [this.doubts.open(referral, scheme, doubtful)] : []),
        this.outbox.add(toReferralAccepted(referral, scheme, sender.name, transaction)),
      ]);
      return stored;
    });
    const stored = new Map(
      resources.map(({ position, content }, index) => [position, { content: content as Resource, version: versions[index] ?? 1 }]),
    );
    return {
      receivedAt: now,
      task: toReferralTask(referral, sender),
      entries: entries.map(({ index, id, resource }) => ({
        type: resource.resourceType,
        id,
        version: stored.get(index)?.version ?? existing.versions.get(index) ?? 1,
        created: !existing.ids.has(index),
        resource: stored.get(index)?.content ?? resource,
      })),
    };
  }
}
