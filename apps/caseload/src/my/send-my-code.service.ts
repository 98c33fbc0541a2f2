import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, Transaction } from '#libs/platform';
import { CaseRepository } from '../cases/case.repository';
import { PersonMessages } from '../person-messages/person-messages.service';
import { MyLinkRepository } from './my-link.repository';
import type { MyVisit } from './my-visit.query';

/** Sends the person the one-time code that they asked for on their page. Asked for too often, nothing is sent and nothing told. */
@Injectable()
export class SendMyCodeService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly links: MyLinkRepository,
    private readonly messages: PersonMessages,
    private readonly audit: AuditService,
  ) {}

  execute({ caseId, by }: MyVisit, now: Date): Promise<void> {
    return this.transaction.run(async () => {
      const found = await this.cases.lock(caseId, null);
      const link = await this.links.workingOf(caseId);
      const codeId = randomUUID();
      if (link?.works(now) !== true || !link.newCode(codeId, now)) return;
      await this.links.update(link);
      await this.messages.send(found, 'my-code', { codeId }, now);
      await this.audit.record({ by, action: 'ask-for-code', entity: 'case', entityId: caseId });
    });
  }
}
