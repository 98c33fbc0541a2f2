import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { Clock, type Principal } from '#libs/platform';
import { CheckAgreementService } from '../agreements/check-agreement.service';
import { CheckAvoidedService, type ReferralToCheck } from '../avoid-settings/check-avoided.service';
import type { Case } from '../cases/case.entity';
import { CheckSharingService } from '../consents/check-sharing.service';
import type { ServiceCopy } from '../directory/service-copy.entity';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { ServiceRepository } from '../directory/service.repository';
import { connectionProgressed, connectionRequested } from './connection-events.mapper';
import type { Connection } from './connection.entity';
import { ServiceNotOpenError } from './connection.errors';
import { sharedPerson } from './shared-person.rules';

/** Asks the provider of a connection, which has just become `referred`, and tells the sender's side. */
@Injectable()
export class AskProviderService {
  constructor(
    private readonly services: ServiceRepository,
    private readonly checkSharing: CheckSharingService,
    private readonly checkAgreement: CheckAgreementService,
    private readonly checkAvoided: CheckAvoidedService,
    private readonly outbox: OutboxService,
    private readonly contactRules: AskContactRuleService,
    private readonly clock: Clock,
  ) {}

  serviceOf(serviceId: string): Promise<ServiceCopy | null> {
    return this.services.find(serviceId);
  }

  /** A service of the directory that takes people just now. */
  async openService(serviceId: string): Promise<ServiceCopy> {
    const service = await this.services.find(serviceId);
    if (!service) throw new ServiceNotOpenError('The directory does not list this service.');
    if (!service.isOpen) throw new ServiceNotOpenError(`${service.name} takes nobody just now: it is ${service.status}.`);
    return service;
  }

  /** Warns of a setting that the person avoids, before anything is sent (CL-20). */
  assertSuitable(
    caseId: string,
    told: Pick<ReferralToCheck, 'service' | 'needs' | 'acknowledgeWarnings' | 'acknowledgeReason'>,
    by: Principal,
    now: Date,
  ): Promise<void> {
    return this.checkAvoided.execute({ caseId, ...told }, by, now);
  }

  /** Whether a provider may learn who the person is, if they consent (ID-01). */
  mayKnow(found: Case, providerId: string): Promise<boolean> {
    return this.checkAgreement.holds(found, providerId);
  }

  /** `reason` is for the provider, told only with the person's consent. While a contact rule stands nobody learns how to reach the person. Without an agreement the provider is asked for somebody, and not told for whom. */
  async execute(found: Case, connection: Connection, reason: string | undefined): Promise<void> {
    const { consentToShare, providerId: id, providerName: name } = connection;
    await this.checkSharing.execute(found.id, connection);
    if (consentToShare) await this.checkAgreement.assertHolds(found, { id, name });
    const mayKnow = await this.mayKnow(found, id);
    const mayBeReached = (await this.contactRules.ruleOf(found, this.clock.now())) === null;
    const person = mayKnow ? sharedPerson(found.person, consentToShare, reason, found.accessNeeds, mayBeReached) : undefined;
    await this.outbox.add(connectionRequested(found, connection, person));
    await this.outbox.add(connectionProgressed(found, connection));
  }
}
