import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { ChangeCaseService } from '../cases/change-case.service';
import { AskContactRuleService } from '../contact-rules/ask-contact-rule.service';
import { PersonMessages } from '../person-messages/person-messages.service';
import { ReachQuery } from '../workers/reach.query';
import { MyKeys } from './my-keys.client';
import { MyLink } from './my-link.entity';
import { MyLinkRepository } from './my-link.repository';
import type { MakeMyLinkDto, MyLinkView } from './my.dto';

/** Makes a link to the person's own page, for handing over or sending. The one before stops working. */
@Injectable()
export class MakeMyLinkService {
  constructor(
    private readonly changeCase: ChangeCaseService,
    private readonly links: MyLinkRepository,
    private readonly reach: ReachQuery,
    private readonly messages: PersonMessages,
    private readonly keys: MyKeys,
    private readonly contactRules: AskContactRuleService,
  ) {}

  async execute(caseId: string, { send = false, despiteContactRule }: MakeMyLinkDto, by: Principal, now: Date): Promise<MyLinkView> {
    const reach = await this.reach.of(by);
    return this.changeCase.execute({ caseId, reach, by, action: 'make-my-link' }, async ({ case: found }) => {
      const before = await this.links.workingOf(caseId);
      before?.revoke(now);
      if (before) await this.links.update(before);
      const id = randomUUID();
      const tokenHash = this.keys.hashOfLink(id);
      const link = MyLink.make({ id, caseId, tokenHash, createdBy: by.subject }, now);
      await this.links.insert(link);
      // Through a carer it goes to the carer, which the rule is about.
      const asks = send && found.contactProhibited;
      if (asks) await this.contactRules.execute(found, { act: 'message', aboutId: id, despiteContactRule }, by, now);
      const message = send ? await this.messages.send(found, 'my-link', { linkId: id }, now, asks) : null;
      return { url: this.keys.addressOf(id, tokenHash) ?? '', expiresAt: link.expiresAt, message };
    });
  }
}
