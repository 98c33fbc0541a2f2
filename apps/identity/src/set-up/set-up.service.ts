import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Role } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { CreateAccountService } from '../accounts/create-account.service';
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
    private readonly createAccount: CreateAccountService,
  ) {}

  /** Returns the account's id. Nothing is spent when the request is refused. */
  execute(token: string, { organisation, name, email, password, organisationId = randomUUID() }: SetUpRequest): Promise<string> {
    return this.transaction.run(async () => {
      await this.links.spend(token);
      await this.registerOrganisation.execute({ id: organisationId, name: organisation, kind: 'hub' }, 'set-up');
      return this.createAccount.execute({ email, name, organisationId, password, roles: [...FIRST_ROLES] }, 'set-up');
    });
  }
}
