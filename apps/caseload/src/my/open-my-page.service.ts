import { Injectable } from '@nestjs/common';
import { AuditService, Transaction, type Actor } from '#libs/platform';
import { Action } from '../actions/action.entity';
import { CaseRepository } from '../cases/case.repository';
import { ChangeCaseService } from '../cases/change-case.service';
import { endOfWorkingDay } from '../clocks/working-days.rules';
import { MyKeys } from './my-keys.client';
import type { MyLink } from './my-link.entity';
import { MyLinkRepository } from './my-link.repository';
import type { MyVisit } from './my-visit.query';
import { hashOf, isCode, sessionSecret } from './my-secret.rules';
import { MySession } from './my-session.entity';

const SESSION_MS = 30 * 60_000;

/** Opens the person's page in one browser for half an hour, for the right code. Five wrong ones lock it, which a worker is asked to put right. */
@Injectable()
export class OpenMyPageService {
  constructor(
    private readonly transaction: Transaction,
    private readonly cases: CaseRepository,
    private readonly changeCase: ChangeCaseService,
    private readonly links: MyLinkRepository,
    private readonly keys: MyKeys,
    private readonly audit: AuditService,
  ) {}

  /** The secret for the browser; null for a code that does not open the page, whatever is wrong with it. */
  execute({ caseId, by }: MyVisit, code: string, now: Date): Promise<string | null> {
    return this.transaction.run(async () => {
      await this.cases.lock(caseId, null);
      const link = await this.links.workingOf(caseId);
      if (link?.works(now) !== true || link.isLocked) return null;
      const outcome = link.open((codeId) => isCode(code, this.keys.codeOf(codeId)), now);
      await this.links.update(link);
      await this.audit.record({ by, action: outcome === 'opened' ? 'open-my-page' : 'give-wrong-code', entity: 'case', entityId: caseId });
      if (outcome === 'locked') await this.tellOfLock(link, by, now);
      return outcome === 'opened' ? this.openSession(link, now) : null;
    });
  }

  private async openSession(link: MyLink, now: Date): Promise<string> {
    const secret = sessionSecret();
    const session = {
      secretHash: hashOf(secret),
      linkId: link.id,
      codeReadOutBy: link.codeReadOutBy,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    };
    await this.links.openSession(Object.assign(new MySession(), session), now);
    return secret;
  }

  private tellOfLock({ id, caseId }: MyLink, by: Actor, now: Date): Promise<void> {
    return this.changeCase.execute({ caseId, reach: null, by, action: 'lock-my-link' }, ({ actions, clocks }) => {
      const title = "The person's own page is locked after five wrong codes: ask whether it was them, and make a new link";
      const dueAt = endOfWorkingDay(now, 1, clocks.nation);
      actions.push(Action.open({ type: 'my-link-locked', title, ownerKind: 'worker', dueAt, source: `my-link:${id}` }));
      return Promise.resolve();
    });
  }
}
