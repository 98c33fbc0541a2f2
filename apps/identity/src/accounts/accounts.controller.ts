import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, PageQuery, type Page, type Principal } from '#libs/platform';
import { visibleOrganisationOf } from '../visible-organisation.query';
import { CreateAccountRequest } from './account.dto';
import { AccountsQuery, type AccountView } from './accounts.query';
import { CreateAccountService } from './create-account.service';

/** People who sign in here, while the hub has no other issuer for people. */
@ApiTags('accounts')
@ApiBearerAuth()
@Controller('api/identity/accounts')
@Allow({ roles: ['operator', 'administrator'] })
export class AccountsController {
  constructor(
    private readonly createAccount: CreateAccountService,
    private readonly accounts: AccountsQuery,
  ) {}

  @Post()
  async create(@Body() request: CreateAccountRequest, @Caller() caller: Principal): Promise<{ id: string }> {
    return { id: await this.createAccount.execute(request, caller) };
  }

  @Get()
  list(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<AccountView>> {
    return this.accounts.page(page, visibleOrganisationOf(caller));
  }
}
