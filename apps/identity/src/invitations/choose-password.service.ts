import { Injectable } from '@nestjs/common';
import { AuditService, Clock, Transaction } from '#libs/platform';
import type { Account } from '../accounts/account.entity';
import { AccountLinkRepository } from '../accounts/account-link.repository';
import { AccountLinkSpentError } from '../accounts/account.errors';
import { AccountRepository } from '../accounts/account.repository';
import { hashOfPassword } from '../accounts/password.rules';
import { PayloadRepository } from '../issuer/payload.repository';

/** Lets the holder of a link choose the password of its account. */
@Injectable()
export class ChoosePasswordService {
  constructor(
    private readonly transaction: Transaction,
    private readonly links: AccountLinkRepository,
    private readonly accounts: AccountRepository,
    private readonly payloads: PayloadRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The account of a link that works; throws `AccountLinkSpentError`, also when the account is disabled. */
  async accountOf(token: string): Promise<Account> {
    const account = await this.accounts.findOpen(await this.links.accountOf(token, this.clock.now()));
    if (!account) throw new AccountLinkSpentError();
    return account;
  }

  /** Ends every session of the account. Throws `AccountLinkSpentError`, `HashingBusyError`. */
  async execute(token: string, password: string): Promise<void> {
    // Before the transaction: hashing takes long, a connection should not wait for it.
    const passwordHash = await hashOfPassword(password);
    await this.transaction.run(async () => {
      const account = await this.accounts.lock(await this.links.spend(token, this.clock.now()), undefined);
      if (account.disabledAt) throw new AccountLinkSpentError();
      account.passwordHash = passwordHash;
      await this.accounts.save(account);
      await this.links.removeAll(account.id);
      await this.payloads.removeOf(account.id);
      await this.audit.record({ by: account.id, action: 'choose-password', entity: 'account', entityId: account.id });
    });
  }
}
