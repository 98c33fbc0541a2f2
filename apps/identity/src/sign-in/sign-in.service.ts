import { Injectable } from '@nestjs/common';
import { AuditService, Transaction } from '#libs/platform';
import { AccountRepository } from '../accounts/account.repository';
import { matchesPassword, NOBODYS_HASH } from '../accounts/password.rules';
import { AttemptRepository } from './attempt.repository';

export type SignInOutcome = { readonly accountId: string } | 'refused' | 'locked';

/** Checks an e-mail address and a password. After five wrong tries the address is locked for a quarter of an hour. */
@Injectable()
export class SignInService {
  constructor(
    private readonly transaction: Transaction,
    private readonly accounts: AccountRepository,
    private readonly attempts: AttemptRepository,
    private readonly audit: AuditService,
  ) {}

  async execute(email: string, password: string): Promise<SignInOutcome> {
    const left = await this.attempts.count(email);
    if (left === undefined) return 'locked';
    const account = await this.accounts.findOpenByEmail(email);
    const matches = await matchesPassword(password, account?.passwordHash ?? NOBODYS_HASH);
    if (account && matches) {
      await this.transaction.run(async () => {
        await this.attempts.forget(email);
        await this.audit.record({ by: account.id, action: 'sign-in', entity: 'account', entityId: account.id });
      });
      return { accountId: account.id };
    }
    if (account)
      await this.audit.record({ by: 'identity', action: left === 0 ? 'lock' : 'refuse-sign-in', entity: 'account', entityId: account.id });
    return left === 0 ? 'locked' : 'refused';
  }
}
