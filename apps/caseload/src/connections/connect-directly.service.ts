import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { OutboxService } from '#libs/messaging';
import { Action } from '../actions/action.entity';
import { caseAllocated } from '../cases/case-events.mapper';
import { ChangeCaseService, type LockedCase } from '../cases/change-case.service';
import { followUpBy, respondBy } from '../clocks/service-levels.rules';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { OwnersQuery } from '../workers/owners.query';
import { AskProviderService } from './ask-provider.service';
import { Connection } from './connection.entity';
import { ConnectionRepository } from './connection.repository';

/**
 * In a direct scheme an accepted referral gets its follow-up owner and its connection at once, with no allocation step
 * (RF-07). When the owner can no longer see the cases of the scheme the case stays in the queue; when the service takes nobody just
 * now, or a contact rule stands, its owner is asked to find something else or to settle it.
 */
@Injectable()
export class ConnectDirectlyService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly owners: OwnersQuery,
    private readonly connections: ConnectionRepository,
    private readonly askProvider: AskProviderService,
    private readonly outbox: OutboxService,
    private readonly contactRules: AskContactRuleService,
  ) {}

  async execute(caseId: string, now: Date): Promise<void> {
    await this.changeCase.execute({ caseId, reach: null, by: 'caseload', action: 'connect-directly' }, async (locked) => {
      const { case: found, settings } = locked;
      const { organisationId, schemeId } = found;
      const { directOwnerWorkerId: workerId } = settings;
      if (workerId === null || !(await this.owners.may({ workerId, organisationId, schemeId }, now))) return;
      found.allocateTo(workerId, now);
      await this.outbox.add(caseAllocated(found, workerId, now));
      await this.connect(locked, now);
    });
  }

  private async connect({ case: found, connections, settings, clocks, actions }: LockedCase, now: Date): Promise<void> {
    if (await this.contactRules.ruleOf(found, now)) {
      const title = 'The person is not to be contacted freely: settle how they are reached, then connect them';
      actions.push(Action.open({ type: 'settle-contact-rule', title, ownerKind: 'worker', dueAt: followUpBy(now, clocks) }));
      return;
    }
    const service = settings.directServiceId === null ? null : await this.askProvider.serviceOf(settings.directServiceId);
    if (!service?.isOpen) {
      const title = 'The service that this scheme refers to takes nobody just now: find something else';
      actions.push(Action.open({ type: 'find-alternative', title, ownerKind: 'worker', dueAt: followUpBy(now, clocks) }));
      return;
    }
    const { serviceId, providerId, providerName, name: serviceName } = service;
    const connection = Connection.refer({
      ...{ id: randomUUID(), caseId: found.id, serviceId, providerId, serviceName, providerName },
      levelOfSupport: 'told',
      needs: found.needs.length > 0 ? found.needs : ['other'],
      consentToShare: settings.directSharesDetails && (await this.askProvider.mayKnow(found, providerId)),
      requestedAt: now,
      respondBy: respondBy(now, clocks),
    });
    await this.connections.insert(connection);
    connections.push(connection);
    await this.askProvider.execute(found, connection, undefined);
  }
}
