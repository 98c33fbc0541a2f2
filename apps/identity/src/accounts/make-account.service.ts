import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, Clock, Transaction, violatedUnique, type Principal } from '#libs/platform';
import { OrganisationRepository } from '../organisations/organisation.repository';
import { refuseRolesBeyond } from '../organisations/organisation.rules';
import type { InviteRequest } from './account.dto';
import type { Account } from './account.entity';
import { AccountAlreadyExistsError } from './account.errors';
import { AccountRepository } from './account.repository';

/** Makes an account, in the transaction of whoever invites or sets up. */
@Injectable()
export class MakeAccountService {
  constructor(
    private readonly transaction: Transaction,
    private readonly accounts: AccountRepository,
    private readonly organisations: OrganisationRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** `by` is a name when nobody is signed in: the set-up link. `passwordHash` is null for one who has to choose a password first. */
  async execute(request: InviteRequest, passwordHash: string | null, by: Principal | string): Promise<Account> {
    const { name, organisationId, roles } = request;
    const { kind } = await this.organisations.registered(organisationId);
    refuseRolesBeyond(kind, roles);
    const email = request.email.trim().toLowerCase();
    const account: Account = {
      ...{ id: randomUUID(), email, name, organisationId, roles, passwordHash },
      ...{ createdAt: this.clock.now(), disabledAt: null },
    };
    try {
      await this.transaction.run(async () => {
        await this.accounts.insert(account);
        await this.audit.record({ by, action: 'create', entity: 'account', entityId: account.id });
      });
    } catch (error) {
      if (violatedUnique(error) === 'account_email_key') throw new AccountAlreadyExistsError();
      throw error;
    }
    return account;
  }
}
