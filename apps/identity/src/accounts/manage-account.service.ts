import { Injectable } from '@nestjs/common';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import { DeletedCallerRepository } from '../callers/deleted-caller.repository';
import { PayloadRepository } from '../issuer/payload.repository';
import { visibleOrganisationOf } from '../visible-organisation.query';
import type { Account } from './account.entity';
import { AccountDisabledError, OwnAccountError, RoleNotGrantableError } from './account.errors';
import { AccountRepository } from './account.repository';
import { INVITATION_MS } from './invite.service';
import { SendLinkService, type SentLink } from './send-link.service';

/** Shorter than an invitation: whoever asks waits for it. */
export const RESET_MS = 24 * 60 * 60 * 1000;

/** Ends and renews what an account can do: operators for any organisation, administrators for their own, operators' accounts excepted. */
@Injectable()
export class ManageAccountService {
  constructor(
    private readonly transaction: Transaction,
    private readonly accounts: AccountRepository,
    private readonly payloads: PayloadRepository,
    private readonly deleted: DeletedCallerRepository,
    private readonly links: SendLinkService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Ends sessions and refresh tokens at once, access tokens within a minute. */
  disable(id: string, by: Principal): Promise<void> {
    return this.act(id, by, 'disable', async (account) => {
      if (account.id === by.subject) throw new OwnAccountError();
      account.disabledAt ??= this.clock.now();
      await this.accounts.save(account);
      await this.payloads.removeOf(account.id);
    });
  }

  enable(id: string, by: Principal): Promise<void> {
    return this.act(id, by, 'enable', async (account) => {
      account.disabledAt = null;
      await this.accounts.save(account);
    });
  }

  /** As `disable`, for good; the person's name and address go. What they did stays in the audit trail under the account's id. */
  delete(id: string, by: Principal): Promise<void> {
    return this.act(id, by, 'delete', async (account) => {
      if (account.id === by.subject) throw new OwnAccountError();
      await this.payloads.removeOf(account.id);
      await this.deleted.remember('person', account.id);
      await this.accounts.remove(account);
    });
  }

  /** A new link to choose a password by, for one who forgot it or let the invitation pass; the old password works until it is used. */
  async resetLink(id: string, by: Principal): Promise<SentLink> {
    const { account, link } = await this.act(id, by, 'make-reset-link', async (found) => {
      if (found.disabledAt) throw new AccountDisabledError();
      return { account: found, link: await this.links.make(found, found.passwordHash === null ? INVITATION_MS : RESET_MS) };
    });
    return this.links.send(account, link);
  }

  private act<T>(id: string, by: Principal, action: string, work: (account: Account) => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      const account = await this.accounts.lock(id, visibleOrganisationOf(by));
      if (account.roles.includes('operator') && !by.roles.includes('operator')) throw new RoleNotGrantableError();
      const result = await work(account);
      await this.audit.record({ by, action, entity: 'account', entityId: account.id });
      return result;
    });
  }
}
