import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { ReachQuery } from '../workers/reach.query';
import { PersonMessageRepository } from './person-message.repository';
import type { MessagePreference } from './person-message.rules';

/** Keeps how the person wants to be written to; it counts for all that is queued from then on. */
@Injectable()
export class PreferMessagesService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly messages: PersonMessageRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  execute(caseId: string, preference: MessagePreference, by: Principal): Promise<void> {
    return this.transaction.run(async () => {
      await this.cases.lock(caseId, await this.reach.of(by));
      await this.messages.prefer(caseId, preference);
      await this.audit.record({ by, action: 'prefer-messages', entity: 'case', entityId: caseId });
    });
  }
}
