import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidRequestError, type Role } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { MakeAccountService } from '../accounts/make-account.service';
import { hashOfPassword, isAcceptablePassword } from '../accounts/password.rules';
import { RegisterOrganisationService } from '../organisations/register-organisation.service';
import { SetUpLinkService } from './set-up-link.service';
import type { SetUpRequest } from './set-up.dto';

/** The first person does everything until there are others. */
const FIRST_ROLES: readonly Role[] = ['administrator', 'supervisor', 'link-worker', 'operator'];

/** Makes the first organisation, which runs the hub, and the account of its administrator, once. Scheme and worker follow in the console: other services own them. */
@Injectable()
export class SetUpService {
  constructor(
    private readonly transaction: Transaction,
    private readonly links: SetUpLinkService,
    private readonly registerOrganisation: RegisterOrganisationService,
    private readonly makeAccount: MakeAccountService,
  ) {}

  /** Returns the account's id. Nothing is spent when the request is refused. */
  async execute(token: string, { organisation, name, email, password, organisationId = randomUUID() }: SetUpRequest): Promise<string> {
    if (!isAcceptablePassword(password, email)) {
      const detail = 'Your password must not be your email address';
      throw new InvalidRequestError([{ pointer: '/password', code: 'too-weak', detail }]);
    }
    // Before the transaction: hashing takes long, a connection should not wait for it.
    const passwordHash = await hashOfPassword(password);
    return this.transaction.run(async () => {
      await this.links.spend(token);
      await this.registerOrganisation.execute({ id: organisationId, name: organisation, kind: 'hub' }, 'set-up');
      const account = await this.makeAccount.execute({ email, name, organisationId, roles: [...FIRST_ROLES] }, passwordHash, 'set-up');
      return account.id;
    });
  }
}
