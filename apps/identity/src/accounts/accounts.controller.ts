import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, PageQuery, type Page, type Principal } from '#libs/platform';
import { InviteRequest } from './account.dto';
import { AccountsQuery, type AccountView } from './accounts.query';
import { InviteService } from './invite.service';
import { ManageAccountService } from './manage-account.service';
import type { SentLink } from './send-link.service';

/** People who sign in here, while the hub has no other issuer for people. */
@ApiTags('accounts')
@Controller('api/identity/accounts')
@Access({ roles: ['operator', 'administrator'], reach: 'own-organisation' })
export class AccountsController {
  constructor(
    private readonly invite: InviteService,
    private readonly manage: ManageAccountService,
    private readonly accounts: AccountsQuery,
  ) {}

  @Post()
  create(@Body() request: InviteRequest, @Caller() caller: Principal): Promise<{ id: string; invitation: SentLink }> {
    return this.invite.execute(request, caller);
  }

  @Get()
  list(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<AccountView>> {
    return this.accounts.page(page, caller);
  }

  @Get(':accountId')
  one(@Param('accountId') id: string, @Caller() caller: Principal): Promise<AccountView> {
    return this.accounts.one(id, caller);
  }

  @Delete(':accountId')
  @HttpCode(204)
  delete(@Param('accountId') id: string, @Caller() caller: Principal): Promise<void> {
    return this.manage.delete(id, caller);
  }

  @Post(':accountId/disable')
  @HttpCode(200)
  async disable(@Param('accountId') id: string, @Caller() caller: Principal): Promise<AccountView> {
    await this.manage.disable(id, caller);
    return this.accounts.one(id, caller);
  }

  @Post(':accountId/enable')
  @HttpCode(200)
  async enable(@Param('accountId') id: string, @Caller() caller: Principal): Promise<AccountView> {
    await this.manage.enable(id, caller);
    return this.accounts.one(id, caller);
  }

  @Post(':accountId/reset-link')
  @HttpCode(200)
  resetLink(@Param('accountId') id: string, @Caller() caller: Principal): Promise<SentLink> {
    return this.manage.resetLink(id, caller);
  }
}
