import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidRequestError } from '#libs/contracts';
import { AuditService, Clock, Transaction, violatedUnique, type Principal } from '#libs/platform';
import { OtherOrganisationError } from '../access.errors';
import { OrganisationRepository } from '../organisations/organisation.repository';
import { refuseRolesBeyond } from '../organisations/organisation.rules';
import type { CreateAccountRequest } from './account.dto';
import { AccountAlreadyExistsError, RoleNotGrantableError } from './account.errors';
import { AccountRepository } from './account.repository';
import { hashOfPassword, isAcceptablePassword } from './password.rules';

/** Makes an account: operators for any organisation, administrators for their own. */
@Injectable()
export class CreateAccountService {
  constructor(
    private readonly transaction: Transaction,
    private readonly accounts: AccountRepository,
    private readonly organisations: OrganisationRepository,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** `by` is a name when nobody is signed in: the set-up link. Returns the account's id, the `sub` of its tokens. */
  async execute(request: CreateAccountRequest, by: Principal | string): Promise<string> {
    if (typeof by !== 'string') mayCreate(request, by);
    const { kind } = await this.organisations.registered(request.organisationId);
    refuseRolesBeyond(kind, request.roles);
    if (!isAcceptablePassword(request.password, request.email)) {
      throw new InvalidRequestError([{ pointer: '/password', code: 'too-weak', detail: 'The password must not be the e-mail address.' }]);
    }
    const id = randomUUID();
    // Before the transaction: hashing takes long, a connection should not wait for it.
    const passwordHash = await hashOfPassword(request.password);
    const { name, organisationId, roles } = request;
    try {
      await this.transaction.run(async () => {
        await this.accounts.insert({
          id,
          email: request.email.trim().toLowerCase(),
          name,
          organisationId,
          roles,
          passwordHash,
          createdAt: this.clock.now(),
        });
        await this.audit.record({ by, action: 'create', entity: 'account', entityId: id });
      });
    } catch (error) {
      if (violatedUnique(error) === 'account_email_key') throw new AccountAlreadyExistsError();
      throw error;
    }
    return id;
  }
}

function mayCreate({ organisationId, roles }: CreateAccountRequest, by: Principal): void {
  if (by.roles.includes('operator')) return;
  if (organisationId !== by.organisationId) throw new OtherOrganisationError();
  if (roles.includes('operator')) throw new RoleNotGrantableError();
}
