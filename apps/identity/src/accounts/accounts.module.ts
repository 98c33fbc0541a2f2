import type { Feature } from '#libs/platform';
import { AccountsController } from './accounts.controller';
import { AccountsQuery } from './accounts.query';
import { CreateAccountService } from './create-account.service';

export const accounts: Feature = {
  controllers: [AccountsController],
  providers: [AccountsQuery, CreateAccountService],
};
