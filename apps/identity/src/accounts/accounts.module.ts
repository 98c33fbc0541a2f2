import type { Feature } from '#libs/platform';
import { AccountLinkRepository } from './account-link.repository';
import { AccountsController } from './accounts.controller';
import { AccountsQuery } from './accounts.query';
import { InviteService } from './invite.service';
import { MakeAccountService } from './make-account.service';
import { ManageAccountService } from './manage-account.service';
import { SendLinkService } from './send-link.service';

export const accounts: Feature = {
  controllers: [AccountsController],
  providers: [AccountLinkRepository, AccountsQuery, InviteService, MakeAccountService, ManageAccountService, SendLinkService],
};
