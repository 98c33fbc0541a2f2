import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import type { Case } from '../cases/case.entity';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { respondBy } from '../clocks/service-levels.rules';
import { AskProviderService } from './ask-provider.service';
import type { ReferConnectionDto } from './connection-step.dto';
import type { ConnectionView } from './connection.dto';
import type { Connection } from './connection.entity';
import { StepConnectionService, type ConnectionStepTold } from './step-connection.service';

/** Asks the service of an agreed connection to take the person on, within the scheme's time to answer. */
@Injectable()
export class ReferConnectionService {
  constructor(
    private readonly stepConnection: StepConnectionService,
    private readonly askProvider: AskProviderService,
    private readonly contactRules: AskContactRuleService,
  ) {}

  execute(place: ConnectionStepTold, told: ReferConnectionDto, by: Principal, now: Date): Promise<ConnectionView> {
    const tell = (found: Case, connection: Connection): Promise<void> => this.askProvider.execute(found, connection, told.reason);
    return this.stepConnection.execute({ ...place, tell }, by, now, async (connection, at, { case: found, clocks }) => {
      const { despiteContactRule } = told;
      await this.contactRules.execute(found, { act: 'connection', aboutId: connection.id, despiteContactRule }, by, now);
      connection.ask(told.consentToShare, respondBy(at, clocks), at);
      const service = await this.askProvider.openService(connection.serviceId);
      const { acknowledgeWarnings, acknowledgeReason } = told;
      const { caseId, needs } = connection;
      await this.askProvider.assertSuitable(caseId, { service, needs, acknowledgeWarnings, acknowledgeReason }, by, now);
    });
  }
}
