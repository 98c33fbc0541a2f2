import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { respondBy } from '../clocks/service-levels.rules';
import { CheckSupportService } from '../consents/check-support.service';
import { GapsService } from '../unmet-needs/gaps.service';
import { ReachQuery } from '../workers/reach.query';
import { AskProviderService } from './ask-provider.service';
import { isLive } from './connection-state.rules';
import { connectionViewOf } from './connection-view.mapper';
import type { ConnectionView, RequestConnectionDto } from './connection.dto';
import { Connection } from './connection.entity';
import { ConnectionAlreadyLiveError } from './connection.errors';
import { ConnectionRepository } from './connection.repository';
import { travelOf } from './travel.rules';

/** Suggests a service of the directory, or asks it at once to take the person on, within the scheme's time to answer. */
@Injectable()
export class RequestConnectionService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly checkSupport: CheckSupportService,
    private readonly connections: ConnectionRepository,
    private readonly askProvider: AskProviderService,
    private readonly reach: ReachQuery,
    private readonly gaps: GapsService,
    private readonly contactRules: AskContactRuleService,
  ) {}

  async execute(
    caseId: string,
    told: RequestConnectionDto,
    expectedVersion: number | undefined,
    by: Principal,
    now: Date,
  ): Promise<ConnectionView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, expectedVersion, by, action: 'connect' }, async (locked) => {
      const { case: found, connections, clocks } = locked;
      found.assertMayConnect();
      await this.checkSupport.execute(found.id, now);
      const service = await this.askProvider.openService(told.serviceId);
      const { serviceId, providerId, name: serviceName, providerName } = service;
      const live = connections.find((other) => other.serviceId === serviceId && isLive(other.state));
      if (live) throw new ConnectionAlreadyLiveError(live.state);
      const { levelOfSupport, needs, consentToShare, acknowledgeWarnings, acknowledgeReason } = told;
      const warnings = { service, needs, acknowledgeWarnings, acknowledgeReason };
      if (told.state !== 'suggested') await this.askProvider.assertSuitable(found.id, warnings, by, now);
      const id = randomUUID();
      const { despiteContactRule } = told;
      if (told.state !== 'suggested')
        await this.contactRules.execute(found, { act: 'connection', aboutId: id, despiteContactRule }, by, now);
      const where = { id, caseId: found.id, serviceId, providerId, serviceName, providerName };
      const fields = { ...where, levelOfSupport, needs, consentToShare, requestedAt: now, respondBy: respondBy(now, clocks) };
      const travel = told.travel ? travelOf(told.travel, now) : null;
      const made = told.state === 'suggested' ? Connection.suggest(fields, travel) : Connection.refer(fields, travel);
      await this.connections.insert(made);
      connections.push(made);
      await this.gaps.settle(locked, now);
      if (made.askedAt) await this.askProvider.execute(found, made, told.reason);
      return connectionViewOf(made, [made]);
    });
  }
}
