import { Injectable } from '@nestjs/common';
import { Transaction, type Principal } from '#libs/platform';
import { OtherOrganisationError } from '../access.errors';
import type { InviteRequest } from './account.dto';
import { RoleNotGrantableError } from './account.errors';
import { MakeAccountService } from './make-account.service';
import { SendLinkService, type SentLink } from './send-link.service';

/** A week: people are away. */
export const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;

/** Invites a person to sign in: operators for any organisation, administrators for their own. Nobody chooses a password for a colleague. */
@Injectable()
export class InviteService {
  constructor(
    private readonly transaction: Transaction,
    private readonly makeAccount: MakeAccountService,
    private readonly links: SendLinkService,
  ) {}

  /** Answers the account's id, the `sub` of its tokens, and what became of the invitation. */
  async execute(request: InviteRequest, by: Principal): Promise<{ id: string; invitation: SentLink }> {
    mayInvite(request, by);
    const { account, link } = await this.transaction.run(async () => {
      const made = await this.makeAccount.execute(request, null, by);
      return { account: made, link: await this.links.make(made, INVITATION_MS) };
    });
    return { id: account.id, invitation: await this.links.send(account, link) };
  }
}

function mayInvite({ organisationId, roles }: InviteRequest, by: Principal): void {
  if (by.roles.includes('operator')) return;
  if (organisationId.toLowerCase() !== by.organisationId) throw new OtherOrganisationError();
  if (roles.includes('operator')) throw new RoleNotGrantableError();
}
