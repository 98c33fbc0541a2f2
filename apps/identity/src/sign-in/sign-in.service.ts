import { Injectable } from '@nestjs/common';
import { AuditService, Transaction } from '#libs/platform';
import { AccountRepository } from '../accounts/account.repository';
import { matchesPassword } from '../accounts/password.rules';
import { AttemptRepository } from './attempt.repository';

export type SignInOutcome = { readonly accountId: string } | 'refused' | 'locked';

/** The hash of a password that nobody has: looking for an account that does not exist takes as long as for one that does. */
const NOBODY = `scrypt$32768$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`;

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
    const account = await this.accounts.findByEmail(email);
    const matches = await matchesPassword(password, account?.passwordHash ?? NOBODY);
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
