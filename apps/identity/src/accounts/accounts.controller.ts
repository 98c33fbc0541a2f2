import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, PageQuery, type Page, type Principal } from '#libs/platform';
import { visibleOrganisationOf } from '../visible-organisation.query';
import { CreateAccountRequest } from './account.dto';
import { AccountsQuery, type AccountView } from './accounts.query';
import { CreateAccountService } from './create-account.service';

/** People who sign in here, while the hub has no other issuer for people. */
@ApiTags('accounts')
@Controller('api/identity/accounts')
@Access({ roles: ['operator', 'administrator'], reach: 'own-organisation' })
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
